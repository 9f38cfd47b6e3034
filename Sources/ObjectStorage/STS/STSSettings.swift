/// How a token service is reached, and which role it is asked for.
public struct STSSettings: Hashable, Sendable {
    /// Where the service listens; stores other than Amazon's answer on the store's own endpoint.
    public var endpoint: S3Endpoint
    /// The region that requests are signed for.
    public var region: String
    /// The role whose credentials are asked for: `arn:aws:iam::…:role/…`.
    ///
    /// Amazon and SeaweedFS want one; MinIO hands out the caller's own rights, narrowed by the
    /// session policy.
    public var roleARN: String?
    /// How long credentials hold; an hour.
    ///
    /// Services take 900 seconds to 12 hours.
    public var duration: Duration
    /// Patience.
    public var retry: RetrySettings

    /// Creates settings.
    public init(
        endpoint: S3Endpoint,
        region: String,
        roleARN: String? = nil,
        duration: Duration = .seconds(3600),
        retry: RetrySettings = RetrySettings(attemptsMax: 3, elapsedMax: .seconds(15))
    ) {
        self.endpoint = endpoint
        self.region = region
        self.roleARN = roleARN
        self.duration = duration
        self.retry = retry
    }

    /// Amazon's own endpoint of a region.
    public static func amazon(region: String) -> S3Endpoint? {
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return S3Endpoint("https://sts.\(region).\(domain)")
    }
}

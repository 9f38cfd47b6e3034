/// How an IAM service is reached; credentials apart.
public struct IAMSettings: Hashable, Sendable {
    /// Where the service listens; stores other than Amazon's answer on the store's own endpoint.
    public var endpoint: S3Endpoint
    /// The region that requests are signed for; IAM has one for a whole partition.
    public var region: String
    /// Connections, time limits, trust.
    public var http: HTTPClientSettings
    /// Patience; 10 tries in 5 minutes.
    ///
    /// IAM takes few requests a second and refuses the rest, so that a run over thousands of
    /// tenants is throttled as a matter of course.
    public var retry: RetrySettings

    /// Creates settings.
    public init(
        endpoint: S3Endpoint,
        region: String = "us-east-1",
        http: HTTPClientSettings = HTTPClientSettings(),
        retry: RetrySettings = RetrySettings(
            attemptsMax: 10,
            delayBase: .milliseconds(200),
            delayMax: .seconds(20),
            elapsedMax: .seconds(300)
        )
    ) {
        self.endpoint = endpoint
        self.region = region
        self.http = http
        self.retry = retry
    }

    /// Reads what the AWS command line reads.
    ///
    /// | name | meaning |
    /// |---|---|
    /// | `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL` | the endpoint; else the store's, else Amazon's |
    /// | `AWS_REGION`, `AWS_DEFAULT_REGION` | which partition of Amazon's |
    /// | `AWS_CA_BUNDLE` | the file of certificates to trust |
    ///
    /// `AWS_ENDPOINT_URL_S3` counts too, behind the others: a store that is not Amazon's answers
    /// IAM on its own port, and asking Amazon about its users could only go wrong.
    ///
    /// - Parameters:
    ///   - environment: the process's environment.
    ///   - endpoint: the command line's own word, which comes first.
    ///   - profile: what counts where the environment says nothing.
    /// - Returns: settings with the default patience.
    /// - Throws: `.misconfigured`, naming the variable to mend.
    public static func fromEnvironment(
        _ environment: [String: String],
        endpoint: String? = nil,
        profile: AWSProfile = AWSProfile()
    ) throws(ObjectStoreError) -> IAMSettings {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let http = HTTPClientSettings(certificateAuthorityFile: value("AWS_CA_BUNDLE"))
        let address =
            endpoint ?? value("AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")
            ?? profile.settings["endpoint_url"]
        let region =
            value("AWS_REGION", "AWS_DEFAULT_REGION") ?? profile.settings["region"] ?? "us-east-1"
        guard let address else {
            guard let amazon = amazon(region: region) else {
                throw ObjectStoreError(.misconfigured, "'\(region)' is not a region's name")
            }
            return IAMSettings(endpoint: amazon.endpoint, region: amazon.region, http: http)
        }
        guard let endpoint = S3Endpoint(address) else {
            throw ObjectStoreError(
                .misconfigured,
                "the IAM endpoint is '\(address)'; it must be http://host[:port] or "
                    + "https://host[:port], without a path"
            )
        }
        // Stores other than Amazon's take this region, or any.
        return IAMSettings(endpoint: endpoint, http: http)
    }

    /// Amazon's endpoint of the partition that a region lies in, and what is signed for it.
    ///
    /// Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas".
    static func amazon(region: String) -> (endpoint: S3Endpoint, region: String)? {
        let (address, signed) =
            if region.hasPrefix("cn-") {
                ("https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1")
            } else if region.hasPrefix("us-gov-") {
                ("https://iam.us-gov.amazonaws.com", "us-gov-west-1")
            } else {
                ("https://iam.amazonaws.com", "us-east-1")
            }
        return S3Endpoint(address).map { ($0, signed) }
    }
}

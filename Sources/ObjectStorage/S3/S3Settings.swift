/// How a bucket is reached and written to; credentials apart.
public struct S3Settings: Hashable, Sendable {
    /// Where the bucket's name stands in an address.
    public enum Addressing: Hashable, Sendable {
        /// `https://host/bucket/key`: works with every store.
        case path
        /// `https://bucket.host/key`: what Amazon wants.
        case virtualHost
    }

    /// What a signature says of the body.
    public enum PayloadHash: Hashable, Sendable {
        /// Its SHA-256, 0.7 CPU-seconds a GB: a store that checks it refuses a body that was
        /// changed on its way.
        case signed
        /// Nothing; for connections that TLS protects.
        case unsigned
    }

    /// Which checksum goes along for the store to keep and to check.
    public enum Checksum: Hashable, Sendable {
        /// None: for stores that do not know the header.
        case none
        /// `x-amz-checksum-crc32c`.
        case crc32c
    }

    /// The bucket, and what all keys begin with.
    public var location: S3Location
    /// The region that requests are signed for.
    public var region: String
    /// Where the store listens.
    public var endpoint: S3Endpoint
    /// Where the bucket's name stands in an address.
    public var addressing: Addressing
    /// What a signature says of the body; signed.
    public var payloadHash: PayloadHash
    /// Which checksum goes along; none.
    public var checksum: Checksum
    /// Whether the store honours `If-Match` and `If-None-Match` on completing a multipart upload;
    /// true.
    ///
    /// Where it is false the object is looked for before, which two writers can both survive: only
    /// for keys that one writer owns.
    public var completesConditionally: Bool
    /// Connections, time limits, trust.
    public var http: HTTPClientSettings
    /// Patience.
    public var retry: RetrySettings

    /// Creates settings.
    public init(
        location: S3Location,
        region: String,
        endpoint: S3Endpoint,
        addressing: Addressing = .path,
        payloadHash: PayloadHash = .signed,
        checksum: Checksum = .none,
        completesConditionally: Bool = true,
        http: HTTPClientSettings = HTTPClientSettings(),
        retry: RetrySettings = RetrySettings()
    ) {
        self.location = location
        self.region = region
        self.endpoint = endpoint
        self.addressing = addressing
        self.payloadHash = payloadHash
        self.checksum = checksum
        self.completesConditionally = completesConditionally
        self.http = http
        self.retry = retry
    }
}

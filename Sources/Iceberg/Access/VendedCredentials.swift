public import ObjectStorage

/// Credentials for a reader, and what they are good for.
public struct VendedCredentials: Hashable, Sendable {
    /// The credentials; their secrets print `******`.
    public let credentials: Credentials
    /// What the URIs begin with that they open: `s3://bucket/prefix/`.
    ///
    /// Clients take the longest prefix that fits; the session policy says what within it they may
    /// touch.
    public let prefix: String
    private let settings: S3Settings

    /// Creates a reader's credentials for a bucket.
    init(_ credentials: Credentials, _ settings: S3Settings) {
        self.credentials = credentials
        self.settings = settings
        prefix = "\(settings.location)/"
    }

    /// The properties that go into a table's `config` and into `storage-credentials`; secret.
    ///
    /// - Parameter refreshEndpoint: the path of the table's `credentials` route below the catalog's
    ///   URI, where clients fetch the next ones.
    /// - Returns: names and values.
    public func properties(refreshEndpoint: String? = nil) -> [String: String] {
        var properties = StoreProperties.of(settings)
        properties["s3.access-key-id"] = credentials.accessKeyID
        properties["s3.secret-access-key"] = credentials.secretAccessKey.exposed
        properties["s3.session-token"] = credentials.sessionToken?.exposed
        properties["s3.session-token-expires-at-ms"] = credentials.expiration.map {
            String($0.nanoseconds / 1_000_000)
        }
        properties["client.refresh-credentials-endpoint"] = refreshEndpoint
        return properties
    }
}

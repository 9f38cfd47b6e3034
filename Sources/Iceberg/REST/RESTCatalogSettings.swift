public import ObjectStorage

/// Where somebody else's Iceberg REST catalog is, and who we are to it.
public struct RESTCatalogSettings: Hashable, Sendable {
    /// How the catalog knows us.
    public enum Authentication: Hashable, Sendable {
        /// It does not ask.
        case none
        /// By a token that was handed to the program.
        case bearer(Secret)
        /// By tokens that an OAuth2 server gives for a client's secret.
        case clientCredentials(OAuthClient)
    }

    /// The catalog's address, without `/v1` and without a slash at its end.
    public let uri: RESTAddress
    /// Which of the catalog's warehouses; nil where it has one.
    public var warehouse: String?
    /// How the catalog knows us; it does not ask.
    public var authentication: Authentication
    /// How long one exchange may take in all; a minute.
    ///
    /// Apart from the client's limit for silence: a server that sends a byte now and then must not
    /// hold up a table's commits.
    public var requestTimeout: Duration
    /// Patience with reads; commits are tried once, and looked for afterwards.
    public var retry: RetrySettings
    /// Connections, time limits, trust.
    public var http: HTTPClientSettings

    /// Creates settings.
    public init(
        uri: RESTAddress,
        warehouse: String? = nil,
        authentication: Authentication = .none,
        requestTimeout: Duration = .seconds(60),
        retry: RetrySettings = RetrySettings(attemptsMax: 4, elapsedMax: .seconds(60)),
        http: HTTPClientSettings = HTTPClientSettings()
    ) {
        self.uri = uri
        self.warehouse = warehouse
        self.authentication = authentication
        self.requestTimeout = requestTimeout
        self.retry = retry
        self.http = http
    }
}

/// How bearer tokens are judged.
public struct AuthenticationSettings: Hashable, Sendable {
    /// The issuers that count.
    ///
    /// Default: none, so that nobody gets in by an oversight.
    public var issuers: [IssuerSettings] = []
    /// How far an issuer's clock may be off when `exp` and `nbf` are compared.
    ///
    /// Default: 60 s.
    public var clockLeeway: Duration = .seconds(60)
    /// How long after a successful fetch a key set at an address is fetched again, in the
    /// background.
    ///
    /// Default: 5 min, the time a withdrawn key may still be honoured.
    public var keySetRefreshInterval: Duration = .seconds(300)
    /// How often at most a token with an unknown `kid` makes this server fetch an issuer's keys,
    /// and how long it waits after a fetch that failed.
    ///
    /// Default: 60 s.
    public var unknownKeyRefreshInterval: Duration = .seconds(60)
    /// How long keys are honoured that cannot be fetched again.
    ///
    /// Default: 24 h.
    public var keySetAgeMax: Duration = .seconds(86_400)
    /// How often a key file's modification time is looked at.
    ///
    /// Default: 5 s.
    public var keyFileCheckInterval: Duration = .seconds(5)
    /// How long a fetch of a key set may take.
    ///
    /// Default: 5 s.
    public var keySetFetchTimeout: Duration = .seconds(5)
    /// How many verified tokens are remembered.
    ///
    /// Default: 10,000, about 2 MB.
    public var tokenCacheCountMax = 10_000

    /// Creates the default settings.
    public init() {}

    /// The longest token that is looked at: twice what large issuers' tokens reach.
    package static let tokenSizeMax = 8 * 1024
    /// The largest key set that is read; a key takes about 1 KiB.
    package static let keySetSizeMax = 256 * 1024
}

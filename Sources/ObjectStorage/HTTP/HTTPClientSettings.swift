/// How connections to a store are made and kept.
public struct HTTPClientSettings: Hashable, Sendable {
    /// How long a connection may take, TLS included; 5 seconds.
    public var connectTimeout: Duration
    /// How long nothing may move before an exchange counts as hung; 30 seconds.
    ///
    /// Rounded up to whole seconds.
    public var idleTimeout: Duration
    /// How many requests are on their way at once; further ones wait their turn.
    ///
    /// 32: enough to fill 10 Gbit/s with parts of 8 MiB at 200 ms each.
    public var requestsInFlightMax: Int
    /// A file of certificates (PEM) to trust instead of the system's; nil for the system's.
    public var certificateAuthorityFile: String?

    /// Creates settings.
    public init(
        connectTimeout: Duration = .seconds(5),
        idleTimeout: Duration = .seconds(30),
        requestsInFlightMax: Int = 32,
        certificateAuthorityFile: String? = nil
    ) {
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.requestsInFlightMax = requestsInFlightMax
        self.certificateAuthorityFile = certificateAuthorityFile
    }
}

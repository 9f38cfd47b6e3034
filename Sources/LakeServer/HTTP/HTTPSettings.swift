/// How the server listens, what it takes, and how long it waits.
public struct HTTPSettings: Hashable, Sendable {
    /// The address to listen on.
    ///
    /// Default: this machine only.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 lets the system choose.
    ///
    /// Default: 8080.
    public var port = 8080
    /// The number of event loops, each a thread.
    ///
    /// Default: 2; one loop parses about 1 GB/s.
    public var eventLoopCount = 2
    /// Connections beyond this are answered 503 and closed.
    ///
    /// Default: 4,096.
    public var connectionCountMax = 4096
    /// The largest body of a request as sent, before it is decompressed.
    ///
    /// Default: 16 MiB.
    public var bodySizeMax = 16 << 20
    /// The most bytes of bodies held at a time, over all connections.
    ///
    /// Default: 256 MiB. A request that does not fit is answered 503.
    public var bodiesSizeMax = 256 << 20
    /// The most bytes of bodies that one tenant holds at a time.
    ///
    /// Default: 64 MiB, a quarter of all. A request that does not fit is answered 503.
    public var tenantBodiesSizeMax = 64 << 20
    /// The most bytes that requests to the catalog hold at a time, each a mebibyte at least.
    ///
    /// Default: 128 MiB, so that as many requests may be under way. One that does not fit is
    /// answered 429.
    public var catalogSizeMax = 128 << 20
    /// The most of ``catalogSizeMax`` that one tenant's requests hold, so that four of them and no
    /// single one can keep the others out.
    ///
    /// Default: 32 MiB.
    public var catalogTenantSizeMax = 32 << 20
    /// The most bytes a request's header fields may have.
    ///
    /// Default: 32 KiB.
    public var headersSizeMax = 32 << 10
    /// How long a head may take from its first byte to its last.
    ///
    /// Default: 10 s.
    public var headTimeout: Duration = .seconds(10)
    /// How long a body may stand still.
    ///
    /// Default: 20 s.
    public var bodyIdleTimeout: Duration = .seconds(20)
    /// The least bytes per second a body must come with, counted from its start after the first
    /// ``bodyIdleTimeout``.
    ///
    /// Default: 1,024.
    public var bodyRateMin = 1024
    /// How long a connection may stay open between requests.
    ///
    /// Default: 75 s, more than the 60 s that load balancers wait, so that they and not the server
    /// close first.
    public var keepAliveTimeout: Duration = .seconds(75)
    /// How long a client may take to read its answer.
    ///
    /// Default: 30 s.
    public var answerTimeout: Duration = .seconds(30)
    /// A rejected request's unread body is read and thrown away up to this size, to keep the
    /// connection.
    ///
    /// Default: 256 KiB.
    public var discardSizeMax = 256 << 10
    /// How long a connection that is to be closed is still read from, so that a client in the
    /// middle of sending sees its answer instead of a reset.
    ///
    /// Default: 2 s.
    public var lingerTimeout: Duration = .seconds(2)
    /// How long requests under way may take when the server stops.
    ///
    /// Default: 30 s.
    public var shutdownTimeout: Duration = .seconds(30)

    /// Creates the default settings.
    public init() {}
}

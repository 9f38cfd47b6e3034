/// How much a tenant may send to each server.
///
/// Nil: nothing is said, and the source below counts. The rates are those of one server: of three
/// behind a load balancer, each allows them.
public struct TenantQuota: Hashable, Sendable {
    /// Events a second, rejected ones included.
    public var eventsPerSecond: TenantLimit?
    /// Bytes of bodies a second, as sent.
    public var bytesPerSecond: TenantLimit?
    /// For how many seconds' worth a tenant that was quiet may exceed its rates.
    ///
    /// Always a number. Default: ``burstSecondsDefault``.
    public var burstSeconds: Int?
    /// Tables whose rows wait in memory at once.
    public var openTables: TenantLimit?
    /// Bytes of one request's body, as sent and not above the server's own limit.
    public var requestBytesMax: TenantLimit?

    /// Enough for a client that sends once a second, and for one that catches up after a pause.
    public static let burstSecondsDefault = 2
    /// An hour's worth; more would be no rate.
    public static let burstSecondsMax = 3600

    /// Creates a quota; nothing is said about what is not given.
    public init(
        eventsPerSecond: TenantLimit? = nil,
        bytesPerSecond: TenantLimit? = nil,
        burstSeconds: Int? = nil,
        openTables: TenantLimit? = nil,
        requestBytesMax: TenantLimit? = nil
    ) {
        self.eventsPerSecond = eventsPerSecond
        self.bytesPerSecond = bytesPerSecond
        self.burstSeconds = burstSeconds
        self.openTables = openTables
        self.requestBytesMax = requestBytesMax
    }

    /// This quota where `upper` says nothing, and `upper` where it does.
    public func overlaid(by upper: TenantQuota) -> TenantQuota {
        TenantQuota(
            eventsPerSecond: upper.eventsPerSecond ?? eventsPerSecond,
            bytesPerSecond: upper.bytesPerSecond ?? bytesPerSecond,
            burstSeconds: upper.burstSeconds ?? burstSeconds,
            openTables: upper.openTables ?? openTables,
            requestBytesMax: upper.requestBytesMax ?? requestBytesMax
        )
    }
}

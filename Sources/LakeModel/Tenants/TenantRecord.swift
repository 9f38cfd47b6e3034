/// What is said about one tenant, or about all of them by default.
public struct TenantRecord: Hashable, Sendable {
    /// Whether it may send and read; ``TenantState/active`` where nothing is said.
    public var state: TenantState
    /// How much it may send.
    public var quota: TenantQuota
    /// The tables that it may send to and read; nil: nothing is said, and where no source says
    /// anything, all.
    ///
    /// `dead_letters` need not be named: rejected events go there whatever stands here.
    public var tables: Set<TableName>?
    /// For how long its events are kept.
    public var retention: TenantRetention
    /// The key that its objects are encrypted with; nil: nothing is said.
    public var kmsKey: KMSKeyName?
    /// A word of the operators to each other; nothing is decided by it.
    public var note: String?

    /// The longest note, in bytes.
    public static let noteSizeMax = 1024

    /// Creates a record; nothing is said about what is not given.
    public init(
        state: TenantState = .active,
        quota: TenantQuota = TenantQuota(),
        tables: Set<TableName>? = nil,
        retention: TenantRetention = TenantRetention(),
        kmsKey: KMSKeyName? = nil,
        note: String? = nil
    ) {
        self.state = state
        self.quota = quota
        self.tables = tables
        self.retention = retention
        self.kmsKey = kmsKey
        self.note = note
    }

    /// This record where `upper` says nothing, and `upper` where it does; of the states, the one
    /// that takes more away.
    public func overlaid(by upper: TenantRecord) -> TenantRecord {
        TenantRecord(
            state: max(state, upper.state),
            quota: quota.overlaid(by: upper.quota),
            tables: upper.tables ?? tables,
            retention: retention.overlaid(by: upper.retention),
            kmsKey: upper.kmsKey ?? kmsKey,
            note: upper.note ?? note
        )
    }

    /// Whether the tenant may send to a table and read it.
    public func allows(_ table: TableName) -> Bool {
        tables.map { table == .deadLetters || $0.contains(table) } ?? true
    }
}

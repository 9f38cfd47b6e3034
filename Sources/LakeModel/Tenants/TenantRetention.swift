/// For how many days a tenant's events are kept, by the day of their event time.
///
/// Nil: nothing is said, and the source below counts; where none says anything, events stay.
public struct TenantRetention: Hashable, Sendable {
    /// Days for tables that are not named.
    public var days: TenantLimit?
    /// Days for the tables named here.
    public var tables: [TableName: TenantLimit]

    /// A century: whoever means more means no limit.
    public static let daysMax = 36_525

    /// Creates a retention; nothing is said about what is not given.
    public init(days: TenantLimit? = nil, tables: [TableName: TenantLimit] = [:]) {
        self.days = days
        self.tables = tables
    }

    /// For how many days the events of a table are kept; nil: forever.
    public func days(of table: TableName) -> Int? { (tables[table] ?? days)?.value }

    /// This retention where `upper` says nothing, and `upper` where it does.
    public func overlaid(by upper: TenantRetention) -> TenantRetention {
        TenantRetention(
            days: upper.days ?? days,
            tables: tables.merging(upper.tables) { _, upper in upper }
        )
    }
}

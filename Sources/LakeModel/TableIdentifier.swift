/// One tenant's share of an event table: what is buffered, sealed and committed together, and one
/// Iceberg table `<tenant>.<table>`.
public struct TableIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whose events these are.
    public let tenant: TenantID
    /// Which events these are.
    public let table: TableName

    /// `tenant.table`, as Iceberg writes it.
    public var description: String { "\(tenant).\(table)" }

    /// Creates the identifier.
    public init(tenant: TenantID, table: TableName) {
        self.tenant = tenant
        self.table = table
    }

    /// Ordered by table, then by tenant, as the data tree is.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.table, lhs.tenant) < (rhs.table, rhs.tenant)
    }
}

public import LakeModel

/// One version of a table's schema, as it is kept.
public struct ArchivedSchema: Hashable, Sendable {
    /// Which table.
    public let table: TableName
    /// The tenant whose table has columns of its own; nil: what an operator's file gave.
    public let tenant: TenantID?
    /// Counted from 1 for each table, and for each tenant's.
    public let number: Int
    /// A schema file.
    public let bytes: [UInt8]

    /// Creates a version.
    public init(table: TableName, tenant: TenantID? = nil, number: Int, bytes: [UInt8]) {
        self.table = table
        self.tenant = tenant
        self.number = number
        self.bytes = bytes
    }
}

public import LakeModel

/// A tenant that policies are generated for, and what is said about it alone.
public struct PolicyTenant: Hashable, Sendable {
    /// Who.
    public let id: TenantID
    /// The tables that it may have; nil: those of the lake.
    public var tables: Set<TableName>?
    /// The key of its own that its objects are encrypted with; nil: the lake's, where it has one.
    public var key: KMSKeyARN?

    /// Creates a tenant about which nothing else is said.
    public init(_ id: TenantID, tables: Set<TableName>? = nil, key: KMSKeyARN? = nil) {
        self.id = id
        self.tables = tables
        self.key = key
    }
}

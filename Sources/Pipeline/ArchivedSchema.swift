public import LakeModel

/// One version of a table's schema, as it is kept.
public struct ArchivedSchema: Hashable, Sendable {
    /// Which table.
    public let table: TableName
    /// Counted from 1 for each table.
    public let number: Int
    /// A schema file.
    public let bytes: [UInt8]

    /// Creates a version.
    public init(table: TableName, number: Int, bytes: [UInt8]) {
        self.table = table
        self.number = number
        self.bytes = bytes
    }
}

public import LakeModel

/// The schemas that events are decoded with: today's by table, and earlier ones by fingerprint.
public struct SchemaCatalog: Sendable {
    private let current: [TableName: SchemaVersion]
    private let archived: [UInt64: SchemaVersion]

    /// Creates a catalog.
    ///
    /// - Parameters:
    ///   - current: the version of each table that new events are decoded with.
    ///   - archived: earlier versions that the log may still name.
    public init(current: [SchemaVersion], archived: [SchemaVersion] = []) {
        self.current = Dictionary(uniqueKeysWithValues: current.map { ($0.schema.name, $0) })
        self.archived = Dictionary(
            (current + archived).map { ($0.fingerprint, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The version that new events of `table` are decoded with.
    public subscript(table: TableName) -> SchemaVersion? { current[table] }

    /// The version of a fingerprint that the log names.
    public func version(_ fingerprint: UInt64) -> SchemaVersion? { archived[fingerprint] }

    /// Today's tables, by name.
    public var tables: [TableName] { current.keys.sorted() }
}

/// The schemas that a table has had, in their order.
///
/// Each one but the first took its predecessor's place by a change that ``SchemaChange`` allows, so
/// that the last one has every column and every id that was ever given.
public struct SchemaHistory: Hashable, Sendable {
    /// The schemas, the oldest first.
    public private(set) var versions: [TableSchema]

    /// What a schema file is to a history.
    public enum Placement: Hashable, Sendable {
        /// It describes a schema that the table has or had.
        case known(TableSchema)
        /// It describes a schema that may follow the last one, with its ids.
        case next(TableSchema)
    }

    /// Creates a history of versions in their order.
    public init(_ versions: [TableSchema] = []) {
        self.versions = versions
    }

    /// Finds a file's place.
    ///
    /// A schema that the table had before may come back, so that a server of yesterday's files
    /// works beside one of today's: files of fewer columns are always welcome in a table.
    ///
    /// - Throws: ``SchemaError``: the file is not understood, or is no allowed change.
    public func place(_ file: SchemaFile) throws(SchemaError) -> Placement {
        let schema = try SchemaParser.parse(
            file.bytes,
            file: file.name,
            remembering: versions.last
        )
        if let known = versions.last(where: { $0 == schema }) { return .known(known) }
        if let last = versions.last {
            let refusals = SchemaChange(from: last, to: schema).refusals
            guard refusals.isEmpty else {
                throw SchemaError(
                    refusals.map {
                        .init(file: file.name, pointer: $0.column, reason: $0.reason)
                    }
                )
            }
        }
        return .next(schema)
    }

    /// Adds what follows the last version.
    public mutating func append(_ schema: TableSchema) {
        versions.append(schema)
    }
}

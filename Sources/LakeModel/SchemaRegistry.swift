/// The tables that events may be sent to.
public struct SchemaRegistry: Hashable, Sendable {
    private let byName: [TableName: TableSchema]

    /// The tables, by name.
    public var tables: [TableSchema] {
        byName.values.sorted { $0.name < $1.name }
    }

    /// The table of this name; nil where there is none.
    public subscript(name: TableName) -> TableSchema? { byName[name] }

    /// Creates the registry of tables whose names differ.
    public init(_ tables: [TableSchema]) {
        byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
    }

    /// Reads the files of `schemas/`.
    ///
    /// - Parameters:
    ///   - files: The files, each of another table.
    ///   - running: The tables as they run now. Their fields keep their ids, and each file must be
    ///     a change that ``SchemaChange`` allows; a table that has no file any more is left out.
    /// - Throws: ``SchemaError`` with every problem of every file.
    public init(
        _ files: [SchemaFile],
        replacing running: SchemaRegistry? = nil
    )
        throws(SchemaError)
    {
        var problems: [SchemaError.Problem] = []
        var tables: [TableName: TableSchema] = [:]
        for file in files {
            do throws(SchemaError) {
                let name = SchemaParser.tableName(ofFile: file.name)
                let old = name.flatMap { running?[$0] }
                let table = try SchemaParser.parse(file.bytes, file: file.name, remembering: old)
                if let old {
                    problems += SchemaChange(from: old, to: table).refusals.map {
                        .init(file: file.name, pointer: $0.column, reason: $0.reason)
                    }
                }
                if tables.updateValue(table, forKey: table.name) != nil {
                    problems.append(.init(file: file.name, reason: "this table has another file"))
                }
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SchemaError(problems) }
        byName = tables
    }
}

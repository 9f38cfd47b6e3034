package import Columnar
package import Iceberg
package import LakeModel

/// Decides which columns a tenant's table gets for the fields that its events bring.
///
/// A value: of the tenant's schema, the table as the catalog has it, and what was seen.
package struct EvolutionPlan: Hashable, Sendable {
    /// All columns beside the schema file's: those of before, those that another server added to
    /// the table, and new ones.
    package private(set) var columns: [Field]
    /// How many of them this server's schema did not have.
    package let addedCount: Int
    /// How many fields would be columns, were the table not at its limit.
    package let refusedCount: Int

    /// What a column says that holds any JSON value, so that every server writes it alike.
    private static let jsonNote = "JSON text, of a field that the schema file does not name"
    private static let note = "a field that the schema file does not name"

    /// Plans.
    ///
    /// - Parameters:
    ///   - schema: the tenant's schema.
    ///   - metadata: the tenant's table.
    ///   - fields: what rows had in `extra`.
    ///   - columnsMax: how many columns a table may get this way.
    package init(
        schema: TableSchema,
        metadata: TableMetadata,
        fields: ExtraFields,
        columnsMax: Int
    ) {
        let known = schema.evolvedFields
        let existing = metadata.currentSchema?.fields ?? []
        var taken = Self.names(of: schema)
        let adopted = existing.compactMap { Self.adopted($0, taken: taken) }
        taken.formUnion(existing.map { $0.name.lowercased() })
        var next = max(
            SystemColumns.firstEvolvedFieldID.rawValue,
            metadata.lastColumnID + 1,
            schema.lastFieldID.rawValue + 1
        )
        let room = max(0, columnsMax - known.count - adopted.count)
        var added: [Field] = []
        var refused = 0
        for (name, finding) in Self.inOrder(fields) where Self.isColumnName(name) {
            guard taken.insert(name.lowercased()).inserted else { continue }
            guard added.count < room else {
                refused += 1
                continue
            }
            added.append(Self.field(name, Self.type(of: finding.kinds), id: next))
            next += 1
        }
        columns = known + adopted + added
        addedCount = adopted.count + added.count
        refusedCount = refused
    }

    /// Whether any of the fields may become a column of a table of this schema.
    package static func hasCandidate(among fields: ExtraFields, for schema: TableSchema) -> Bool {
        let taken = names(of: schema)
        return fields.findings.keys.contains {
            isColumnName($0) && !taken.contains($0.lowercased())
        }
    }

    /// The names that no new column may have, in lower case: those of columns, and what events call
    /// their id and their time.
    private static func names(of schema: TableSchema) -> Set<String> {
        let sources = [schema.eventIDSource, schema.eventTimeSource].compactMap(\.self)
        return Set((schema.fields + sources).map { $0.name.lowercased() })
    }

    /// The fields that most events have come first; their order is the same in every run.
    private static func inOrder(
        _ fields: ExtraFields
    ) -> [(key: String, value: ExtraFields.Finding)] {
        fields.findings.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    }

    /// A column that somebody else added to the table for fields of events, or for whatever they
    /// will fill it with; nil where it is none, or of a type that JSON values do not have.
    private static func adopted(_ column: NestedField, taken: Set<String>) -> Field? {
        guard column.id >= SystemColumns.firstEvolvedFieldID.rawValue, !column.isRequired,
            !taken.contains(column.name.lowercased())
        else { return nil }
        let type: LogicalType
        switch column.type {
        case .primitive(.boolean): type = .boolean
        case .primitive(.long): type = .long
        case .primitive(.double): type = .double
        case .primitive(.string): type = column.documentation == jsonNote ? .json : .string
        default: return nil
        }
        return field(column.name, type, id: column.id)
    }

    private static func field(_ name: String, _ type: LogicalType, id: Int32) -> Field {
        Field(
            id: FieldID(id),
            name: name,
            type: type,
            documentation: type == .json ? jsonNote : note,
            isEvolved: true
        )
    }

    /// The type that holds values of all kinds seen.
    private static func type(of kinds: ExtraFields.Kinds) -> LogicalType {
        switch kinds {
        case .boolean: .boolean
        case .integer: .long
        case .number, [.integer, .number]: .double
        case .string: .string
        default: .json
        }
    }

    /// Whether engines take the name as it is: ASCII letters, digits, `_` and `-`, no digit first,
    /// and none that the writer has a meaning for.
    private static func isColumnName(_ name: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        }
        guard let first = name.utf8.first, isLetter(first) else { return false }
        let folded = name.lowercased()
        return !SystemColumns.reservedNames.contains { $0.lowercased() == folded }
            && name.utf8.allSatisfy {
                isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}

/// Reads `schemas/<table>.json`: JSON Schema 2020-12 and the `x-` keywords that steer the writer.
///
/// A file is either understood as a whole or refused with everything that is wrong with it: a
/// keyword that the writer would not enforce (`minimum`, `pattern`, `oneOf`) is refused rather
/// than passed over in silence. Source: JSON Schema 2020-12, "Core" and "Validation".
public struct SchemaParser {
    private let file: String
    /// Whether the file is one that the writer kept, which may say more than an operator's.
    let isKept: Bool
    private(set) var problems: [SchemaError.Problem] = []

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - bytes: What is in the file.
    ///   - file: Its path or name, for messages; the part between the last `/` and `.json` is the
    ///     table's name.
    ///   - remembered: The table as it runs now. Fields keep the ids that they have there, and new
    ///     ones get numbers that were never used.
    ///   - isKept: Whether the file is ``TableSchema/file`` as the writer kept it, columns included
    ///     that were added for fields of events.
    /// - Returns: The table, its fields numbered.
    /// - Throws: ``SchemaError`` with every problem of the file.
    public static func parse(
        _ bytes: [UInt8],
        file: String,
        remembering remembered: TableSchema? = nil,
        isKept: Bool = false
    ) throws(SchemaError) -> TableSchema {
        var parser = SchemaParser(file: file, isKept: isKept)
        let schema = parser.table(bytes, remembered)
        guard let schema, parser.problems.isEmpty else {
            throw SchemaError(inLineOrder(parser.problems))
        }
        return schema
    }

    /// Stable: problems of one line, or of none, stay in the order that they were found in.
    private static func inLineOrder(_ problems: [SchemaError.Problem]) -> [SchemaError.Problem] {
        problems.enumerated()
            .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }

    private init(file: String, isKept: Bool) {
        self.file = file
        self.isKept = isKept
    }

    /// Notes what is wrong at a node.
    mutating func refuse(_ node: JSONNode, _ reason: String) {
        problems.append(
            .init(file: file, line: node.line, pointer: node.pointer, reason: reason)
        )
    }

    /// Notes what is wrong with the file as a whole.
    mutating func refuseFile(line: Int? = nil, _ reason: String) {
        problems.append(.init(file: file, line: line, reason: reason))
    }

    private mutating func table(_ bytes: [UInt8], _ remembered: TableSchema?) -> TableSchema? {
        let name = tableName()
        let root: JSONNode
        do {
            root = try JSONDocument(bytes).root
        } catch {
            refuseFile(line: error.line, "not JSON: column \(error.column): \(error.reason)")
            return nil
        }
        guard root.members != nil else {
            refuse(root, "a schema is a JSON object")
            return nil
        }
        rejectUnknownKeywords(of: root, allowed: SchemaKeyword.table)
        checkHead(of: root, name)

        var drafts = properties(of: root)
        let mapping = TableKeywords(root, drafts, &self)
        drafts.removeAll { $0.name == mapping.eventID?.name || $0.name == mapping.eventTime?.name }
        for draft in drafts { rejectReservedName(draft) }
        if mapping.unknownFields == .evolve { rejectEvolvedIDs(drafts) }
        let fields = FieldNumbering.number(drafts, remembering: remembered, &self)
        let sortBy = mapping.sortBy(among: fields, &self)
        guard let name, problems.isEmpty else { return nil }
        return TableSchema(
            name: name,
            fields: SystemColumns.leading + fields + [SystemColumns.extra],
            eventIDSource: mapping.eventID?.field(SystemColumns.eventID.id),
            eventTimeSource: mapping.eventTime?.field(SystemColumns.eventTime.id),
            lateAfter: mapping.lateAfter,
            sortBy: sortBy,
            unknownFields: mapping.unknownFields
        )
    }

    /// The table that a file of this name is about; nil where it can be none's.
    public static func tableName(ofFile file: String) -> TableName? {
        guard let stem = stem(ofFile: file) else { return nil }
        return try? TableName(stem)
    }

    /// What stands between the last `/` and `.json`; nil without that ending.
    private static func stem(ofFile file: String) -> String? {
        let base = file.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return base.hasSuffix(".json") ? String(base.dropLast(5)) : nil
    }

    private mutating func tableName() -> TableName? {
        guard let stem = Self.stem(ofFile: file) else {
            refuseFile("a schema file is named <table>.json")
            return nil
        }
        do {
            let name = try TableName(stem)
            guard name != .deadLetters else {
                refuseFile("dead_letters is the writer's own table; rename the file")
                return nil
            }
            return name
        } catch {
            refuseFile("the file's name is the table's, and \(error)")
            return nil
        }
    }

    /// Checks the keywords that say which schema this is, and of what.
    private mutating func checkHead(of root: JSONNode, _ name: TableName?) {
        let dialect = "https://json-schema.org/draft/2020-12/schema"
        if let node = root["$schema"], node.string != dialect, node.string != dialect + "#" {
            refuse(node, "only \(dialect) is understood")
        }
        if let node = root["$id"], node.string == nil { refuse(node, "an $id is text") }
        if let node = root["title"], let name, node.string != name.name {
            refuse(node, "the title must be the file's name, \"\(name)\", or be left out")
        }
        if let node = root["type"] {
            if node.string != "object" { refuse(node, "events are objects; write \"object\"") }
        } else {
            refuse(root, "events are objects; add \"type\": \"object\"")
        }
        if root["properties"] == nil {
            refuse(root, "add \"properties\": the columns of the table, or {} for none")
        }
    }

    /// A table that evolves needs the upper numbers for itself.
    private mutating func rejectEvolvedIDs(_ drafts: [FieldDraft]) {
        let first = SystemColumns.firstEvolvedFieldID
        for draft in drafts {
            if let id = draft.pinnedID, id >= first, !draft.isEvolved {
                refuse(
                    draft.node["x-field-id"] ?? draft.node,
                    "ids from \(first) on are for the columns that x-unknown-fields: evolve adds; "
                        + "pin one below"
                )
            }
            switch draft.kind {
            case .leaf: break
            case .structure(let inner): rejectEvolvedIDs(inner)
            case .list(let element): rejectEvolvedIDs([element])
            }
        }
    }

    private mutating func rejectReservedName(_ draft: FieldDraft) {
        let folded = draft.name.lowercased()
        guard
            let reserved = SystemColumns.reservedNames.sorted().first(where: {
                $0.lowercased() == folded
            })
        else { return }
        refuse(
            draft.node,
            "\"\(reserved)\" is a column of the writer's own, whatever the case; leave the field "
                + "out and it is kept in \"extra\", or map it by x-event-id or x-event-time"
        )
    }
}

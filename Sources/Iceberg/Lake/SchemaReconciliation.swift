import LakeModel

/// Makes room in a table's schema for the columns of files that are about to join it.
///
/// What the table has stays as it is: its names, its order, its comments, the columns that the
/// files lack. It gains the columns that only the files have, as optional ones; its types become
/// wide enough; what the files may leave out is required no more. Two writers of different schemas
/// therefore never undo each other's changes. Source: Iceberg specification, "Schema Evolution".
struct SchemaReconciliation {
    private let table: TableIdentifier
    /// Where an id stands, or stood, in the table: the path of its column.
    private var paths: [Int32: String] = [:]
    /// The columns that the table has or had, by id.
    private var columns: [Int32: NestedField] = [:]

    /// The schema that the table needs.
    ///
    /// - Parameters:
    ///   - schema: the columns of the files.
    ///   - metadata: the table.
    ///   - table: its name, for messages.
    /// - Returns: the table's current schema, and what it lacks.
    /// - Throws: ``CatalogError``, `.schemaConflict`: an id or a name means something else there.
    static func schema(
        for schema: Schema,
        in metadata: TableMetadata,
        _ table: TableIdentifier
    ) throws(CatalogError) -> Schema {
        guard let current = metadata.currentSchema else {
            throw CatalogError(.corrupt, "\(table) has no schema \(metadata.currentSchemaID)")
        }
        var reconciliation = Self(table: table)
        // The current schema last: where a column was renamed, its name of today is told.
        for known in metadata.schemas + [current] {
            reconciliation.remember(known.fields, inside: "")
        }
        var merged = current
        merged.fields = try reconciliation.merge(schema.fields, into: current.fields, inside: "")
        // An identifier is required: what files may leave out identifies nothing.
        let required = Set(merged.places.filter(\.isRequired).map(\.field.id))
        merged.identifierFieldIDs.removeAll { !required.contains($0) }
        return merged
    }

    private init(table: TableIdentifier) {
        self.table = table
    }

    private mutating func remember(_ fields: [NestedField], inside path: String) {
        for field in fields {
            paths[field.id] = path + field.name
            columns[field.id] = field
            remember(field.type, inside: path + field.name + ".")
        }
    }

    private mutating func remember(_ type: IcebergType, inside path: String) {
        switch type {
        case .primitive: break
        case .structure(let fields): remember(fields, inside: path)
        case .list(let id, let element, _):
            paths[id] = path + "element"
            remember(element, inside: path + "element.")
        case .map(let keyID, let key, let valueID, let value, _):
            paths[keyID] = path + "key"
            paths[valueID] = path + "value"
            remember(key, inside: path + "key.")
            remember(value, inside: path + "value.")
        }
    }

    // MARK: Columns

    private func merge(
        _ fields: [NestedField],
        into existing: [NestedField],
        inside path: String
    ) throws(CatalogError) -> [NestedField] {
        var merged = existing
        // Readers refuse a file that lacks a required column.
        let known = Set(fields.map(\.id))
        for index in merged.indices where !known.contains(merged[index].id) {
            merged[index].isRequired = false
        }
        var position = 0
        for field in fields {
            let column = path + field.name
            if let index = merged.firstIndex(where: { $0.id == field.id }) {
                merged[index] = try merge(field, into: merged[index], column)
                position = index + 1
            } else {
                merged.insert(try added(field, column, among: merged), at: position)
                position += 1
            }
        }
        return merged
    }

    /// A column that the table lacks, under its id and its name.
    ///
    /// One that was dropped there comes back with its old values: it is the same column.
    private func added(
        _ field: NestedField,
        _ column: String,
        among siblings: [NestedField]
    ) throws(CatalogError) -> NestedField {
        let folded = field.name.lowercased()
        if let other = siblings.first(where: { $0.name.lowercased() == folded }) {
            throw conflict(
                "the column \(column) has id \(field.id) in the files, and \"\(other.name)\" has "
                    + "id \(other.id) in the table; pin \"x-field-id\": \(other.id) in the schema "
                    + "file, or rename the field"
            )
        }
        for (id, place) in Self.ids(of: field, column) {
            guard let other = paths[id], other != place else { continue }
            throw conflict(
                "the column \(place) has id \(id) in the files, which is \(other) in the table; "
                    + "pin another \"x-field-id\" in the schema file"
            )
        }
        var added = field
        added.isRequired = false
        if let dropped = columns[field.id] {
            added.type = try merge(field.type, into: dropped.type, column)
        }
        return added
    }

    private func merge(
        _ field: NestedField,
        into existing: NestedField,
        _ column: String
    ) throws(CatalogError) -> NestedField {
        guard field.name == existing.name else {
            throw conflict(
                "id \(field.id) is the column \(column) in the files and \"\(existing.name)\" in "
                    + "the table; give the column its name back there, or pin another "
                    + "\"x-field-id\" in the schema file"
            )
        }
        var merged = existing
        merged.isRequired = existing.isRequired && field.isRequired
        merged.type = try merge(field.type, into: existing.type, column)
        return merged
    }

    // MARK: Types

    private func merge(
        _ type: IcebergType,
        into existing: IcebergType,
        _ column: String
    ) throws(CatalogError) -> IcebergType {
        switch (type, existing) {
        case (.primitive(let new), .primitive(let old)):
            if new == old || new.canBecome(old) { return existing }
            if old.canBecome(new) { return type }
        case (.structure(let new), .structure(let old)):
            return .structure(try merge(new, into: old, inside: column + "."))
        case (.list(let id, let new, let isNewRequired), .list(let oldID, let old, let isRequired))
        where id == oldID:
            return .list(
                elementID: id,
                element: try merge(new, into: old, column + ".element"),
                isElementRequired: isRequired && isNewRequired
            )
        default: break
        }
        throw conflict(
            "the column \(column) is \(type.summary) in the files and \(existing.summary) in the "
                + "table, and neither can become the other; add a column of another name"
        )
    }

    private func conflict(_ reason: String) -> CatalogError {
        CatalogError(.schemaConflict, "\(table): \(reason)")
    }

    /// Every id in a column, and the path of what has it.
    private static func ids(of field: NestedField, _ path: String) -> [(Int32, String)] {
        [(field.id, path)] + ids(of: field.type, inside: path + ".")
    }

    private static func ids(of type: IcebergType, inside path: String) -> [(Int32, String)] {
        switch type {
        case .primitive: []
        case .structure(let fields): fields.flatMap { ids(of: $0, path + $0.name) }
        case .list(let id, let element, _):
            [(id, path + "element")] + ids(of: element, inside: path + "element.")
        case .map(let keyID, let key, let valueID, let value, _):
            [(keyID, path + "key"), (valueID, path + "value")]
                + ids(of: key, inside: path + "key.") + ids(of: value, inside: path + "value.")
        }
    }
}

extension PrimitiveType {
    /// Whether every value of this type is one of `wider`, and readers of format version 2 know it.
    ///
    /// Source: Iceberg specification, "Schema Evolution", "Valid type promotions".
    fileprivate func canBecome(_ wider: PrimitiveType) -> Bool {
        switch (self, wider) {
        case (.int, .long), (.float, .double): true
        case (.decimal(let precision, let scale), .decimal(let widerPrecision, let widerScale)):
            scale == widerScale && precision <= widerPrecision
        default: false
        }
    }
}

extension IcebergType {
    /// The type in a word or two, for messages.
    fileprivate var summary: String {
        switch self {
        case .primitive(let type): "\(type)"
        case .structure: "a struct"
        case .list(let id, _, _): "a list of element id \(id)"
        case .map: "a map"
        }
    }
}

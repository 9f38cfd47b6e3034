import LakeModel

/// Makes room in a table's schema for the columns of files that are about to join it.
///
/// What the table has stays as it is: its names, its order, its comments, the columns that the
/// files lack. It gains the columns that only the files have, as optional ones; its types become
/// wide enough; what the files may leave out is required no more. Two writers of different schemas
/// therefore never undo each other's changes. Source: Iceberg specification, "Schema Evolution".
///
/// A column is its id. One that was renamed in the table keeps the name that it has there, and files
/// go on to be written under the old one: readers of Iceberg find columns by id alone. That an id is
/// the same column, and no mistake of an operator who wrote it into a schema file, is known where
/// the table once had it under the files' name, and where this writer's files are in the table
/// already.
struct SchemaReconciliation {
    private let table: TableIdentifier
    /// Whether files of a Lakewriter are in the table, so that its ids have been agreed upon.
    private let isAgreed: Bool
    /// Where each id stands in the table, or stood before it was dropped.
    private var places: [Int32: Schema.Place] = [:]
    /// Every name that the column of an id has or had.
    private var names: [Int32: Set<String>] = [:]

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
        if isPart(schema, of: current) { return current }
        let isAgreed = metadata.properties.keys.contains {
            $0.hasPrefix(WriterProgress.propertyPrefix)
        }
        var reconciliation = Self(table: table, isAgreed: isAgreed)
        // The current schema last: where a column was renamed, its name of today is told.
        for known in metadata.schemas + [current] { reconciliation.remember(known) }
        var merged = current
        merged.fields = try reconciliation.merge(
            schema.fields,
            into: current.fields,
            of: nil,
            inside: ""
        )
        // An identifier is required: what files may leave out identifies nothing.
        let required = Set(merged.places.filter(\.isRequired).map(\.field.id))
        merged.identifierFieldIDs.removeAll { !required.contains($0) }
        return merged
    }

    /// Whether the table has all columns of the files as they are, and needs no other.
    private static func isPart(_ schema: Schema, of current: Schema) -> Bool {
        let columns = Dictionary(
            schema.fields.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let common = current.fields.filter { columns[$0.id] == $0 }
        return common.count == columns.count
            && current.fields.allSatisfy { columns[$0.id] != nil || !$0.isRequired }
    }

    private init(table: TableIdentifier, isAgreed: Bool) {
        self.table = table
        self.isAgreed = isAgreed
    }

    private mutating func remember(_ schema: Schema) {
        for place in schema.places {
            places[place.field.id] = place
            names[place.field.id, default: []].insert(place.field.name)
        }
    }

    /// Whether an id of the files that has another name in the table is the same column.
    private func isRenamed(_ id: Int32, from name: String) -> Bool {
        isAgreed || names[id]?.contains(name) == true
    }

    // MARK: Columns

    private func merge(
        _ fields: [NestedField],
        into existing: [NestedField],
        of owner: Int32?,
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
                merged.insert(try added(field, of: owner, column, among: merged), at: position)
                position += 1
            }
        }
        return merged
    }

    /// A column that the table lacks, under its id, and under its name where that is free.
    ///
    /// One that was dropped there comes back with its old values: it is the same column.
    private func added(
        _ field: NestedField,
        of owner: Int32?,
        _ column: String,
        among siblings: [NestedField]
    ) throws(CatalogError) -> NestedField {
        for place in Schema(schemaID: 0, fields: [field]).places {
            let id = place.field.id
            guard let known = places[id],
                known.ownerID != (place.ownerID ?? owner)
                    || known.field.name != place.field.name
                        && !isRenamed(id, from: place.field.name)
            else { continue }
            let path = column + place.path.dropFirst(field.name.count)
            throw conflict(
                "the column \(path) has id \(id) in the files, which is \(known.path) in the "
                    + "table; pin another \"x-field-id\" in the schema file"
            )
        }
        var added = field
        added.name = try freeName(for: field, column, among: siblings)
        added.isRequired = false
        if let dropped = places[field.id]?.field {
            added.type = try merge(field.type, into: dropped.type, of: field.id, column)
        }
        return added
    }

    /// The column's name, or one that tells its id as well: somebody has given the name to another
    /// column since, in the table alone.
    private func freeName(
        for field: NestedField,
        _ column: String,
        among siblings: [NestedField]
    ) throws(CatalogError) -> String {
        func sibling(_ name: String) -> NestedField? {
            siblings.first { $0.name.lowercased() == name.lowercased() }
        }
        guard let other = sibling(field.name) else { return field.name }
        guard isAgreed else {
            throw conflict(
                "the column \(column) has id \(field.id) in the files, and \"\(other.name)\" has "
                    + "id \(other.id) in the table; pin \"x-field-id\": \(other.id) in the schema "
                    + "file, or rename the field"
            )
        }
        var name = "\(field.name)_\(field.id)"
        while sibling(name) != nil { name += "_" }
        return name
    }

    private func merge(
        _ field: NestedField,
        into existing: NestedField,
        _ column: String
    ) throws(CatalogError) -> NestedField {
        guard field.name == existing.name || isRenamed(field.id, from: field.name) else {
            throw conflict(
                "id \(field.id) is the column \(column) in the files and \"\(existing.name)\" in "
                    + "the table; give the column its name back there, or pin another "
                    + "\"x-field-id\" in the schema file"
            )
        }
        var merged = existing
        merged.isRequired = existing.isRequired && field.isRequired
        merged.type = try merge(field.type, into: existing.type, of: field.id, column)
        return merged
    }

    // MARK: Types

    private func merge(
        _ type: IcebergType,
        into existing: IcebergType,
        of owner: Int32?,
        _ column: String
    ) throws(CatalogError) -> IcebergType {
        switch (type, existing) {
        case (.primitive(let new), .primitive(let old)):
            if new == old || new.canBecome(old) { return existing }
            if old.canBecome(new) { return type }
        case (.structure(let new), .structure(let old)):
            return .structure(try merge(new, into: old, of: owner, inside: column + "."))
        case (.list(let id, let new, let isNewRequired), .list(let oldID, let old, let isRequired))
        where id == oldID:
            return .list(
                elementID: id,
                element: try merge(new, into: old, of: id, column + ".element"),
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

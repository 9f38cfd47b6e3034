import LakeModel

extension TableMetadataBuilder {
    /// Adds a schema, or finds the equal one that is there.
    ///
    /// Its own number is a wish that is not granted: the reference implementation counts on.
    mutating func add(
        _ schema: Schema
    ) throws(CatalogError) {
        if let reason = schema.violation { throw Self.invalid("add-schema: \(reason)") }
        if let feature = schema.laterFeature, metadata.formatVersion < 3 {
            throw Self.invalid("add-schema: \(feature) needs format version 3")
        }
        metadata.lastColumnID = max(metadata.lastColumnID, schema.highestFieldID)
        if let equal = metadata.schemas.first(where: { $0.hasSameColumns(as: schema) }) {
            lastAddedSchemaID = equal.schemaID
            return
        }
        var schema = schema
        schema.schemaID = try Self.next(after: metadata.schemas.map(\.schemaID), first: 0)
        metadata.schemas.append(schema)
        lastAddedSchemaID = schema.schemaID
    }

    /// Makes a schema the one that the table is read with.
    mutating func setCurrentSchema(
        _ id: Int32
    ) throws(CatalogError) {
        let id = try Self.resolved(id, lastAddedSchemaID, "schema")
        guard metadata.schemas.contains(where: { $0.schemaID == id }) else {
            throw Self.invalid("set-current-schema: there is no schema \(id)")
        }
        metadata.currentSchemaID = id
    }

    /// Removes schemas that neither the table nor a snapshot is read with.
    mutating func removeSchemas(
        _ ids: Set<Int32>
    ) throws(CatalogError) {
        guard !ids.contains(metadata.currentSchemaID) else {
            throw Self.invalid("remove-schemas: \(metadata.currentSchemaID) is the current schema")
        }
        for snapshot in metadata.snapshots {
            if let id = snapshot.schemaID, ids.contains(id) {
                throw Self.invalid(
                    "remove-schemas: the snapshot \(snapshot.snapshotID) has the schema \(id)"
                )
            }
        }
        metadata.schemas.removeAll { ids.contains($0.schemaID) }
    }

    /// Adds a sort order, or finds the equal one that is there.
    mutating func add(
        _ order: SortOrder
    ) throws(CatalogError) {
        if let equal = metadata.sortOrders.first(where: { $0.fields == order.fields }) {
            lastAddedSortOrderID = equal.orderID
            return
        }
        if let reason = metadata.violation(of: order) {
            throw Self.invalid("add-sort-order: \(reason)")
        }
        var order = order
        order.orderID =
            order.fields.isEmpty
            ? 0 : try Self.next(after: metadata.sortOrders.map(\.orderID), first: 1)
        metadata.sortOrders.append(order)
        lastAddedSortOrderID = order.orderID
    }

    /// Makes an order the one that files are written with.
    mutating func setDefaultSortOrder(
        _ id: Int32
    ) throws(CatalogError) {
        let id = try Self.resolved(id, lastAddedSortOrderID, "sort order")
        guard metadata.sortOrders.contains(where: { $0.orderID == id }) else {
            throw Self.invalid("set-default-sort-order: there is no sort order \(id)")
        }
        metadata.defaultSortOrderID = id
    }

    /// The id that is meant: -1 is the last one added.
    static func resolved(
        _ id: Int32,
        _ lastAdded: Int32?,
        _ what: String
    ) throws(CatalogError) -> Int32 {
        guard id == -1 else { return id }
        guard let lastAdded else {
            throw invalid("-1 is the last \(what) added, and none was")
        }
        return lastAdded
    }
}

extension Schema {
    /// The first thing in the schema that format version 2 does not have.
    fileprivate var laterFeature: String? {
        for place in places {
            if case .primitive(.other(let type)) = place.field.type {
                return "the type \(type) of '\(place.path)'"
            }
            if place.field.otherMembers.contains(where: {
                $0.name == "initial-default" && $0.node.value != .null
            }) {
                return "the default value of '\(place.path)'"
            }
        }
        return nil
    }
}

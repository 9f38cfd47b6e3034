package import LakeModel

extension TableUpdate {
    /// Reads an update as a REST request carries it.
    ///
    /// Source: Iceberg REST catalog specification, `TableUpdate`.
    /// - Throws: ``CatalogError`` `.invalidRequest`, naming the member; also where the action is
    ///   unknown.
    package init(_ node: JSONNode) throws(CatalogError) {
        do {
            self = try Self.reading(node)
        } catch {
            throw error.with(.invalidRequest)
        }
    }

    private static func reading(_ node: JSONNode) throws(CatalogError) -> TableUpdate {
        let action = try node.required("action")
        let name = try action.text().lowercased()
        if let update = try definition(name, node) { return update }
        if let update = try content(name, node) { return update }
        throw action.invalid("the update '\(name)' is not supported")
    }

    /// Updates of what a table is.
    private static func definition(
        _ action: String,
        _ node: JSONNode
    ) throws(CatalogError) -> TableUpdate? {
        switch action {
        case "assign-uuid": .assignUUID(try node.required("uuid").text())
        case "upgrade-format-version":
            .upgradeFormatVersion(Int(try node.required("format-version").int32()))
        case "add-schema":
            .addSchema(
                try Schema(node.required("schema")),
                lastColumnID: try node.optional("last-column-id")?.int32()
            )
        case "set-current-schema": .setCurrentSchema(try node.required("schema-id").int32())
        case "add-spec": .addSpec(try PartitionSpec(node.required("spec")))
        case "set-default-spec": .setDefaultSpec(try node.required("spec-id").int32())
        case "add-sort-order": .addSortOrder(try SortOrder(node.required("sort-order")))
        case "set-default-sort-order":
            .setDefaultSortOrder(try node.required("sort-order-id").int32())
        case "set-location": .setLocation(try node.required("location").text())
        // The older names are those of clients before the specification settled.
        case "set-properties":
            .setProperties(
                try node.required("updates", formerly: "updated").texts()
            )
        case "remove-properties":
            .removeProperties(
                try node.required("removals", formerly: "removed")
                    .elements { node throws(CatalogError) in try node.text() }
            )
        case "remove-partition-specs":
            .removePartitionSpecs(
                try node.required("spec-ids")
                    .elements { node throws(CatalogError) in try node.int32() }
            )
        case "remove-schemas":
            .removeSchemas(
                try node.required("schema-ids")
                    .elements { node throws(CatalogError) in try node.int32() }
            )
        default: nil
        }
    }

    /// Updates of what is in a table.
    private static func content(
        _ action: String,
        _ node: JSONNode
    ) throws(CatalogError) -> TableUpdate? {
        switch action {
        case "add-snapshot": .addSnapshot(try Snapshot(node.required("snapshot")))
        case "set-snapshot-ref":
            .setSnapshotRef(
                name: try node.required("ref-name").text(),
                try reference(node)
            )
        case "remove-snapshots":
            .removeSnapshots(
                try node.required("snapshot-ids")
                    .elements { node throws(CatalogError) in try node.int64() }
            )
        case "remove-snapshot-ref": .removeSnapshotRef(try node.required("ref-name").text())
        case "set-statistics":
            .setStatistics(try StatisticsDocument(node.required("statistics")))
        case "remove-statistics":
            .removeStatistics(snapshotID: try node.required("snapshot-id").int64())
        case "set-partition-statistics":
            .setPartitionStatistics(
                try StatisticsDocument(node.required("partition-statistics"))
            )
        case "remove-partition-statistics":
            .removePartitionStatistics(snapshotID: try node.required("snapshot-id").int64())
        default: nil
        }
    }

    /// A reference whose members stand among the update's own.
    private static func reference(_ node: JSONNode) throws(CatalogError) -> SnapshotReference {
        var reference = try SnapshotReference(node)
        reference.otherMembers.removeAll { $0.name == "action" || $0.name == "ref-name" }
        return reference
    }
}

extension TableUpdate.StatisticsDocument {
    /// Reads the document, of which the snapshot and the path alone are looked at.
    fileprivate init(_ node: JSONNode) throws(CatalogError) {
        _ = try node.required("statistics-path").text()
        self.init(snapshotID: try node.required("snapshot-id").int64(), node: node)
    }
}

extension JSONNode {
    /// The member of this name, or of the one that it had before.
    fileprivate func required(
        _ name: String,
        formerly older: String
    ) throws(CatalogError) -> JSONNode {
        if try optional(name) == nil, let member = try optional(older) { return member }
        return try required(name)
    }
}

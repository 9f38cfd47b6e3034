package import LakeModel

extension TableUpdate {
    /// Writes the update as a REST request carries it.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("action", action)
            writeDefinition(to: &json)
            writeContent(to: &json)
        }
    }

    /// What the specification calls the update.
    package var action: String {
        switch self {
        case .assignUUID: "assign-uuid"
        case .upgradeFormatVersion: "upgrade-format-version"
        case .addSchema: "add-schema"
        case .setCurrentSchema: "set-current-schema"
        case .addSpec: "add-spec"
        case .setDefaultSpec: "set-default-spec"
        case .addSortOrder: "add-sort-order"
        case .setDefaultSortOrder: "set-default-sort-order"
        case .addSnapshot: "add-snapshot"
        case .setSnapshotRef: "set-snapshot-ref"
        case .removeSnapshots: "remove-snapshots"
        case .removeSnapshotRef: "remove-snapshot-ref"
        case .setLocation: "set-location"
        case .setProperties: "set-properties"
        case .removeProperties: "remove-properties"
        case .removePartitionSpecs: "remove-partition-specs"
        case .removeSchemas: "remove-schemas"
        case .setStatistics: "set-statistics"
        case .removeStatistics: "remove-statistics"
        case .setPartitionStatistics: "set-partition-statistics"
        case .removePartitionStatistics: "remove-partition-statistics"
        }
    }

    /// Writes the members of updates of what a table is.
    private func writeDefinition(to json: inout JSONWriter) {
        switch self {
        case .assignUUID(let uuid): json.member("uuid", uuid)
        case .upgradeFormatVersion(let version): json.member("format-version", version)
        case .addSchema(let schema, let lastColumnID):
            json.name("schema")
            schema.write(to: &json)
            if let lastColumnID { json.member("last-column-id", lastColumnID) }
        case .setCurrentSchema(let id): json.member("schema-id", id)
        case .addSpec(let spec):
            json.name("spec")
            spec.write(to: &json)
        case .setDefaultSpec(let id): json.member("spec-id", id)
        case .addSortOrder(let order):
            json.name("sort-order")
            order.write(to: &json)
        case .setDefaultSortOrder(let id): json.member("sort-order-id", id)
        case .setLocation(let location): json.member("location", location)
        case .setProperties(let properties):
            json.name("updates")
            json.texts(properties)
        case .removeProperties(let names):
            json.name("removals")
            json.array { json in
                for name in names { json.string(name) }
            }
        case .removePartitionSpecs(let ids): json.member("spec-ids", ids)
        case .removeSchemas(let ids): json.member("schema-ids", ids)
        case .addSnapshot, .setSnapshotRef, .removeSnapshots, .removeSnapshotRef, .setStatistics,
            .removeStatistics, .setPartitionStatistics, .removePartitionStatistics:
            break
        }
    }

    /// Writes the members of updates of what is in a table.
    private func writeContent(to json: inout JSONWriter) {
        switch self {
        case .addSnapshot(let snapshot):
            json.name("snapshot")
            snapshot.write(to: &json)
        case .setSnapshotRef(let name, let reference):
            json.member("ref-name", name)
            reference.writeMembers(to: &json)
        case .removeSnapshots(let ids): json.member("snapshot-ids", ids)
        case .removeSnapshotRef(let name): json.member("ref-name", name)
        case .setStatistics(let document):
            // Deprecated, and still what older catalogs read.
            json.member("snapshot-id", document.snapshotID)
            json.member(.init(name: "statistics", node: document.node))
        case .setPartitionStatistics(let document):
            json.member(.init(name: "partition-statistics", node: document.node))
        case .removeStatistics(let id), .removePartitionStatistics(let id):
            json.member("snapshot-id", id)
        default: break
        }
    }
}

extension JSONWriter {
    /// Writes a member that is an array of integers.
    fileprivate mutating func member(_ name: String, _ values: [some BinaryInteger]) {
        self.name(name)
        array { json in
            for value in values { json.integer(value) }
        }
    }
}

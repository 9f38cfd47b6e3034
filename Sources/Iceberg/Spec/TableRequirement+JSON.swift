package import LakeModel

extension TableRequirement {
    /// Reads a requirement as a REST request carries it.
    ///
    /// Source: Iceberg REST catalog specification, `TableRequirement`.
    /// - Throws: ``CatalogError`` `.invalidRequest`, naming the member; also where the type is
    ///   unknown, because what is not understood cannot be promised to hold.
    package init(_ node: JSONNode) throws(CatalogError) {
        do {
            self = try Self.reading(node)
        } catch {
            throw error.with(.invalidRequest)
        }
    }

    private static func reading(_ node: JSONNode) throws(CatalogError) -> TableRequirement {
        let type = try node.required("type")
        switch try type.text().lowercased() {
        case "assert-create": return .assertCreate
        case "assert-table-uuid": return .assertTableUUID(try node.required("uuid").text())
        case "assert-ref-snapshot-id":
            return .assertRefSnapshotID(
                ref: try node.required("ref").text(),
                snapshotID: try node.optional("snapshot-id")?.int64()
            )
        case "assert-last-assigned-field-id":
            return .assertLastAssignedFieldID(try node.required("last-assigned-field-id").int32())
        case "assert-current-schema-id":
            return .assertCurrentSchemaID(try node.required("current-schema-id").int32())
        case "assert-last-assigned-partition-id":
            return .assertLastAssignedPartitionID(
                try node.required("last-assigned-partition-id").int32()
            )
        case "assert-default-spec-id":
            return .assertDefaultSpecID(try node.required("default-spec-id").int32())
        case "assert-default-sort-order-id":
            return .assertDefaultSortOrderID(try node.required("default-sort-order-id").int32())
        case let other: throw type.invalid("the requirement '\(other)' is not one of a table")
        }
    }

    /// Writes the requirement as a REST request carries it.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .assertCreate:
                json.member("type", "assert-create")
            case .assertTableUUID(let uuid):
                json.member("type", "assert-table-uuid")
                json.member("uuid", uuid)
            case .assertRefSnapshotID(let ref, let snapshotID):
                json.member("type", "assert-ref-snapshot-id")
                json.member("ref", ref)
                // Null says that the reference must not be there; leaving it out might not.
                json.name("snapshot-id")
                if let snapshotID { json.integer(snapshotID) } else { json.null() }
            case .assertLastAssignedFieldID(let id):
                json.member("type", "assert-last-assigned-field-id")
                json.member("last-assigned-field-id", id)
            case .assertCurrentSchemaID(let id):
                json.member("type", "assert-current-schema-id")
                json.member("current-schema-id", id)
            case .assertLastAssignedPartitionID(let id):
                json.member("type", "assert-last-assigned-partition-id")
                json.member("last-assigned-partition-id", id)
            case .assertDefaultSpecID(let id):
                json.member("type", "assert-default-spec-id")
                json.member("default-spec-id", id)
            case .assertDefaultSortOrderID(let id):
                json.member("type", "assert-default-sort-order-id")
                json.member("default-sort-order-id", id)
            }
        }
    }
}

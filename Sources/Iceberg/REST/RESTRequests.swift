import LakeModel

/// The bodies of requests to a catalog.
///
/// Source: Iceberg REST catalog specification, `CreateNamespaceRequest`, `CreateTableRequest`,
/// `CommitTableRequest`.
enum RESTRequests {
    /// Makes a tenant's namespace.
    static func createNamespace(_ tenant: TenantID) -> [UInt8] {
        json { body in
            body.name("namespace")
            body.array { $0.string(tenant.name) }
            body.name("properties")
            body.object { _ in }
        }
    }

    /// Makes a table, or, staged, says how it would be made.
    static func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata,
        location: String?,
        isStaged: Bool
    ) -> [UInt8] {
        json { body in
            body.member("name", table.table.name)
            if let location { body.member("location", location) }
            if let schema = metadata.currentSchema {
                body.name("schema")
                schema.write(to: &body)
            }
            if let spec = metadata.defaultSpec {
                body.name("partition-spec")
                spec.write(to: &body)
            }
            let order = metadata.sortOrders.first { $0.orderID == metadata.defaultSortOrderID }
            if let order {
                body.name("write-order")
                order.write(to: &body)
            }
            body.member("stage-create", isStaged)
            body.name("properties")
            body.object { object in
                for (name, value) in metadata.properties.sorted(by: { $0.key < $1.key }) {
                    object.member(name, value)
                }
            }
        }
    }

    /// Changes a table.
    static func commit(
        _ table: TableIdentifier,
        _ requirements: [TableRequirement],
        _ updates: [TableUpdate]
    ) -> [UInt8] {
        json { body in
            body.name("identifier")
            body.object { identifier in
                identifier.name("namespace")
                identifier.array { $0.string(table.tenant.name) }
                identifier.member("name", table.table.name)
            }
            body.name("requirements")
            body.array { array in for item in requirements { item.write(to: &array) } }
            body.name("updates")
            body.array { array in for item in updates { item.write(to: &array) } }
        }
    }

    private static func json(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 4096)
        writer.object(members)
        return writer.bytes
    }
}

import Iceberg
import LakeModel
import Testing

/// The table `acme.clicks` with columns of a test's choice.
enum LakeFixtures {
    static let lake = LakeLocation(root: "s3://b/lake")

    /// `kind string`, `page struct<url>`, `items list<struct<sku>>`.
    static let nested = [
        Field(id: FieldID(100), name: "kind", type: .string),
        Field(
            id: FieldID(101),
            name: "page",
            type: .structure([Field(id: FieldID(102), name: "url", type: .string)])
        ),
        Field(
            id: FieldID(103),
            name: "items",
            type: .list(
                element: Field(
                    id: FieldID(104),
                    name: "element",
                    type: .structure([Field(id: FieldID(105), name: "sku", type: .string)])
                )
            )
        ),
    ]

    static func definition(_ fields: [Field]) throws -> TableDefinition {
        let table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        let schema = TableSchema(
            name: table.table,
            fields: SystemColumns.leading + fields + [SystemColumns.extra],
            sortBy: [FieldID(100)]
        )
        return TableDefinition(schema: schema, table: table, lake: lake)
    }

    /// The schema that changes add.
    static func addedSchema(_ changes: TableDefinition.Changes) throws -> Schema {
        let added = changes.updates.compactMap { update -> Schema? in
            guard case .addSchema(let schema, _) = update else { return nil }
            return schema
        }
        return try #require(added.first)
    }
}

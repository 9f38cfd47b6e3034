import Iceberg
import Testing

@Suite("Updates of what a table is")
struct DefinitionUpdateTests {
    private func wider(_ column: NestedField) -> Schema {
        Schema(schemaID: 0, fields: Tables.schema.fields + [column])
    }

    private func column(_ id: Int32, _ name: String, _ type: PrimitiveType = .long) -> NestedField {
        NestedField(id: id, name: name, isRequired: false, type: .primitive(type))
    }

    private func refused(
        _ updates: [TableUpdate],
        of table: TableMetadata = Tables.empty(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: CatalogError(.invalidRequest, ""), sourceLocation: sourceLocation) {
            try table.applying(updates, now: 0)
        }
    }

    @Test("a new schema gets the next number and raises the last column id")
    func schemaAdded() throws {
        let table = try Tables.empty().applying(
            [.addSchema(wider(column(9, "n")), lastColumnID: nil), .setCurrentSchema(-1)],
            now: 0
        )
        #expect(table.schemas.map(\.schemaID) == [0, 1])
        #expect(table.currentSchemaID == 1)
        #expect(table.lastColumnID == 9)
    }

    @Test("an equal schema is used again, whatever its number")
    func schemaReused() throws {
        var table = try Tables.empty().applying(
            [.addSchema(wider(column(4, "n")), lastColumnID: 4), .setCurrentSchema(-1)],
            now: 0
        )
        var schema = Tables.schema
        schema.schemaID = 7
        table = try table.applying(
            [.addSchema(schema, lastColumnID: 3), .setCurrentSchema(-1)],
            now: 0
        )
        #expect(table.schemas.count == 2)
        #expect(table.currentSchemaID == 0)
        #expect(table.lastColumnID == 4)
    }

    @Test("schemas that make no sense are refused")
    func badSchemas() throws {
        refused([.addSchema(wider(column(1, "n")), lastColumnID: nil)])
        refused([.addSchema(wider(column(4, "payload")), lastColumnID: nil)])
        refused([.addSchema(wider(column(4, "")), lastColumnID: nil)])
        refused([.addSchema(wider(column(.max, "n")), lastColumnID: nil)])
        refused([.addSchema(wider(column(4, "n", .other("variant"))), lastColumnID: nil)])
        refused([.setCurrentSchema(1)])
        refused([.setCurrentSchema(-1)])
        refused([.removeSchemas([0])])
        let partitioned = Schema(schemaID: 1, fields: [Tables.schema.fields[0]])
        refused([.addSchema(partitioned, lastColumnID: nil), .setCurrentSchema(-1)])
        #expect(
            try Tables.empty(version: 3).applying(
                [.addSchema(wider(column(4, "n", .other("variant"))), lastColumnID: nil)],
                now: 0
            ).schemas.count == 2
        )
    }

    @Test("a schema that a snapshot was written with stays")
    func schemasRemoved() throws {
        var table = try Tables.withSnapshots(1).applying(
            [.addSchema(wider(column(4, "n")), lastColumnID: 4), .setCurrentSchema(-1)],
            now: 0
        )
        refused([.removeSchemas([0])], of: table)
        table = try table.applying(Tables.append(2, to: table), now: 0)
        table = try table.applying([.removeSnapshots([1]), .removeSchemas([0])], now: 0)
        #expect(table.schemas.map(\.schemaID) == [1])
    }

    @Test("a new spec's fields get free numbers, or those that they had")
    func specAdded() throws {
        let unassigned = PartitionSpec.Field.unassigned
        let spec = PartitionSpec(
            specID: 0,
            fields: [
                .init(sourceID: 3, fieldID: unassigned, name: "p", transform: .bucket(count: 4)),
                .init(sourceID: 1, fieldID: unassigned, name: "tenantId", transform: .identity),
                .init(sourceID: 3, fieldID: unassigned, name: "q", transform: .truncate(width: 2)),
            ]
        )
        let table = try Tables.empty().applying([.addSpec(spec), .setDefaultSpec(-1)], now: 0)
        #expect(table.defaultSpecID == 1)
        #expect(table.defaultSpec?.fields.map(\.fieldID) == [1002, 1000, 1003])
        #expect(table.lastPartitionID == 1003)
        let again = try table.applying([.addSpec(Tables.spec), .setDefaultSpec(-1)], now: 0)
        #expect(again.partitionSpecs.count == 2 && again.defaultSpecID == 0)
        let removed = try again.applying([.removePartitionSpecs([1])], now: 0)
        #expect(removed.partitionSpecs.count == 1 && removed.lastPartitionID == 1003)
        refused([.removePartitionSpecs([0])], of: again)
    }

    @Test(
        "partition fields that make no sense are refused",
        arguments: [
            .init(sourceID: 9, fieldID: -1, name: "p", transform: .identity),
            .init(sourceID: 3, fieldID: -1, name: "p", transform: .day),
            .init(sourceID: 3, fieldID: -1, name: "p", transform: .other("zorder")),
            .init(sourceID: 3, fieldID: -1, name: "", transform: .identity),
            .init(sourceID: 3, fieldID: -1, name: "event_time", transform: .identity),
            .init(sourceID: 3, fieldID: -1, name: "payload", transform: .bucket(count: 3)),
            .init(sourceID: 3, fieldID: 1001, name: "p", transform: .identity),
            .init(sourceID: 3, fieldID: 999, name: "p", transform: .identity),
        ] as [PartitionSpec.Field]
    )
    func badSpecs(field: PartitionSpec.Field) {
        refused([.addSpec(PartitionSpec(specID: 0, fields: [field]))])
        refused([.setDefaultSpec(3)])
        refused([.setDefaultSpec(-1)])
    }

    @Test("format version 1 numbers partition fields by their places")
    func versionOneSpecs() throws {
        let field = PartitionSpec.Field(
            sourceID: 3,
            fieldID: PartitionSpec.Field.unassigned,
            name: "payload",
            transform: .identity
        )
        let table = try Tables.empty(version: 1).applying(
            [.addSpec(PartitionSpec(specID: 0, fields: [field])), .setDefaultSpec(-1)],
            now: 0
        )
        #expect(table.defaultSpec?.fields.map(\.fieldID) == [1000])
        #expect(try TableMetadata(json: table.json) == table)
    }

    @Test("a new sort order gets the next number, and none at all is order 0")
    func sortOrders() throws {
        let order = SortOrder(orderID: 1, fields: [.init(sourceID: 1, isAscending: false)])
        var table = try Tables.empty().applying(
            [.addSortOrder(order), .setDefaultSortOrder(-1)],
            now: 0
        )
        #expect(table.defaultSortOrderID == 2)
        table = try table.applying(
            [.addSortOrder(SortOrder(orderID: 5, fields: [])), .setDefaultSortOrder(-1)],
            now: 0
        )
        #expect(table.defaultSortOrderID == 0)
        #expect(table.sortOrders.map(\.orderID) == [0, 1, 2])
        refused([.addSortOrder(SortOrder(orderID: 1, fields: [.init(sourceID: 9)]))])
        refused([.setDefaultSortOrder(8)])
        refused([.setDefaultSortOrder(-1)])
    }

    @Test("a table keeps its UUID, and its format version never falls")
    func identity() throws {
        #expect(
            try Tables.empty().applying([.assignUUID(Tables.uuid.uppercased())], now: 0).tableUUID
                == Tables.uuid
        )
        refused([.assignUUID("11111111-5a2b-4c8e-9f0e-1d2c3b4a5968")])
        refused([.assignUUID("x")])
        refused([.upgradeFormatVersion(1)])
        refused([.upgradeFormatVersion(4)])
        let upgraded = try Tables.empty().applying([.upgradeFormatVersion(3)], now: 0)
        #expect(upgraded.formatVersion == 3 && upgraded.nextRowID == 0)
        #expect(try TableMetadata(json: upgraded.json) == upgraded)
    }

    @Test("properties and location are set and removed")
    func settings() throws {
        var table = try Tables.empty().applying(
            [.setProperties(["a": "1", "b": "2"]), .setLocation("s3://lake/moved/")],
            now: 0
        )
        table = try table.applying(
            [.setProperties(["a": "3"]), .removeProperties(["b", "c"])],
            now: 0
        )
        #expect(table.properties == ["a": "3"])
        #expect(table.location == "s3://lake/moved")
        refused([.setLocation("")])
    }

    @Test("a table is created by the updates of one commit")
    func creation() throws {
        let definition: [TableUpdate] = [
            .addSchema(Tables.schema, lastColumnID: 3), .setCurrentSchema(-1),
            .addSpec(Tables.spec), .setDefaultSpec(-1),
            .addSortOrder(Tables.order), .setDefaultSortOrder(-1),
        ]
        func create(_ updates: [TableUpdate]) throws -> TableMetadata {
            try TableMetadata.creating(
                updates,
                defaultUUID: Tables.uuid,
                defaultLocation: "s3://lake/events",
                now: Tables.start
            )
        }
        let table = try create(definition)
        #expect(table.sortOrders.map(\.orderID) == [1])
        #expect(table.tableUUID == Tables.uuid && table.location == "s3://lake/events")
        #expect(table.lastUpdatedMilliseconds == Tables.start)
        #expect(try TableMetadata(json: table.json) == table)
        let other = "11111111-5a2b-4c8e-9f0e-1d2c3b4a5968"
        let filled = try create(
            [.assignUUID(other), .upgradeFormatVersion(1), .setLocation("s3://x")] + definition
        )
        #expect(filled.tableUUID == other && filled.formatVersion == 1)
        #expect(filled.location == "s3://x")
        let appended = try create(definition + Tables.append(1, to: table))
        #expect(appended.currentSnapshotID == 1)
        for count in 0..<definition.count where count != 4 {
            #expect(throws: CatalogError(.invalidRequest, "")) {
                try create(Array(definition.prefix(count)))
            }
        }
        #expect(throws: CatalogError(.invalidRequest, "")) {
            try create([.upgradeFormatVersion(7)] + definition)
        }
    }
}

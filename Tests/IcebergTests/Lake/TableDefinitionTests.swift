import Iceberg
import LakeModel
import Testing

@Suite("TableDefinition")
struct TableDefinitionTests {
    @Test("a new table has the columns of the files, both partition fields and the sort order")
    func newTable() throws {
        let definition = try LakeFixtures.definition([
            Field(id: FieldID(100), name: "kind", type: .string, isRequired: true),
            Field(id: FieldID(101), name: "at", type: .uuid),
        ])
        let metadata = definition.metadata(uuid: "u", now: 7)
        #expect(metadata.formatVersion == 2)
        #expect(metadata.location == "s3://b/lake/_catalog/tenantId=acme/clicks")
        #expect(metadata.lastColumnID == 101)
        #expect(metadata.lastPartitionID == 1001)
        #expect(metadata.lastUpdatedMilliseconds == 7)
        let schema = try #require(metadata.currentSchema)
        #expect(schema.fields.map(\.id) == [1, 2, 3, 4, 100, 101, 5])
        #expect(schema.fields[5].type == .primitive(.string))
        #expect(schema.fields[4].isRequired)
        let spec = try #require(metadata.defaultSpec)
        #expect(spec.fields.map(\.name) == ["tenantId", "dt"])
        #expect(spec.fields.map(\.sourceID) == [1, 3])
        #expect(spec.fields.map(\.transform) == [.identity, .day])
        #expect(metadata.defaultSortOrderID == 1)
        #expect(metadata.properties["write.data.path"] == "s3://b/lake/clicks")
    }

    @Test("every logical type has the type of what files hold")
    func types() {
        let element = Field(id: FieldID(9), name: "element", type: .long)
        let inner = Field(id: FieldID(8), name: "x", type: .double, documentation: "of x")
        let pairs: [(LogicalType, IcebergType)] = [
            (.boolean, .primitive(.boolean)), (.int, .primitive(.int)), (.long, .primitive(.long)),
            (.double, .primitive(.double)), (.date, .primitive(.date)),
            (.decimal(precision: 12, scale: 2), .primitive(.decimal(precision: 12, scale: 2))),
            (.timestamptz, .primitive(.timestamptz)), (.string, .primitive(.string)),
            (.uuid, .primitive(.string)), (.json, .primitive(.string)),
            (.binary, .primitive(.binary)),
            (
                .list(element: element),
                .list(elementID: 9, element: .primitive(.long), isElementRequired: false)
            ),
            (
                .structure([inner]),
                .structure([
                    NestedField(
                        id: 8,
                        name: "x",
                        isRequired: false,
                        type: .primitive(.double),
                        documentation: "of x"
                    )
                ])
            ),
        ]
        for (type, expected) in pairs { #expect(IcebergType(type) == expected) }
    }

    @Test("a table that was made of the same schema lacks nothing")
    func nothingToDo() throws {
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        let changes = try definition.updates(for: definition.metadata(uuid: "u", now: 0))
        #expect(changes == TableDefinition.Changes())
    }

    @Test("new columns stand where the files have them, optional, under the files' ids")
    func newColumns() throws {
        let base = try LakeFixtures.definition(LakeFixtures.nested).metadata(uuid: "u", now: 0)
        let page = Field(
            id: FieldID(101),
            name: "page",
            type: .structure([
                Field(id: FieldID(102), name: "url", type: .string),
                Field(id: FieldID(110), name: "title", type: .string, isRequired: true),
            ])
        )
        let definition = try LakeFixtures.definition([
            LakeFixtures.nested[0], page, LakeFixtures.nested[2],
            Field(id: FieldID(111), name: "price", type: .double),
        ])
        let changes = try definition.updates(for: base)
        #expect(
            changes.requirements
                == [.assertCurrentSchemaID(0), .assertLastAssignedFieldID(base.lastColumnID)]
        )
        let schema = try LakeFixtures.addedSchema(changes)
        #expect(schema.schemaID == 1)
        #expect(schema.fields.map(\.name).suffix(5) == ["kind", "page", "items", "price", "extra"])
        guard case .structure(let inner) = schema.fields[5].type else {
            Issue.record("page is no struct")
            return
        }
        #expect(inner.map(\.id) == [102, 110])
        #expect(inner.allSatisfy { !$0.isRequired })
        #expect(changes.updates.last == .setCurrentSchema(-1))
    }

    @Test("columns that only the table has are kept, and a narrower writer changes nothing")
    func widerTable() throws {
        var base = try LakeFixtures.definition(LakeFixtures.nested).metadata(uuid: "u", now: 0)
        let added = NestedField(id: 200, name: "note", isRequired: false, type: .primitive(.date))
        base.schemas[0].fields.append(added)
        base.lastColumnID = 200
        let definition = try LakeFixtures.definition([LakeFixtures.nested[0]])
        #expect(try definition.updates(for: base).updates.isEmpty)
        let wider = try LakeFixtures.definition([
            LakeFixtures.nested[0], Field(id: FieldID(150), name: "more", type: .long),
        ])
        let changes = try wider.updates(for: base)
        let schema = try LakeFixtures.addedSchema(changes)
        #expect(schema.fields.contains(added))
        guard case .addSchema(_, let lastColumnID)? = changes.updates.first else { return }
        #expect(lastColumnID == 200)
    }

    @Test("a required column that only the table has becomes optional, and identifies no rows")
    func requiredColumn() throws {
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        var base = definition.metadata(uuid: "u", now: 0)
        let foreign = NestedField(id: 200, name: "no", isRequired: true, type: .primitive(.long))
        base.schemas[0].fields.append(foreign)
        base.schemas[0].identifierFieldIDs = [200, 1]
        base.lastColumnID = 200
        let schema = try LakeFixtures.addedSchema(try definition.updates(for: base))
        #expect(schema.field(200)?.isRequired == false)
        #expect(schema.identifierFieldIDs == [1])
        #expect(schema.violation == nil)
    }

    @Test("types widen as Iceberg allows, and never narrow")
    func widening() throws {
        let decimal = LogicalType.decimal(precision: 12, scale: 2)
        let narrow = try LakeFixtures.definition([
            Field(id: FieldID(100), name: "n", type: .int),
            Field(id: FieldID(101), name: "d", type: decimal, isRequired: true),
        ])
        let wide = try LakeFixtures.definition([
            Field(id: FieldID(100), name: "n", type: .long),
            Field(id: FieldID(101), name: "d", type: .decimal(precision: 20, scale: 2)),
        ])
        let schema = try LakeFixtures.addedSchema(
            wide.updates(for: narrow.metadata(uuid: "u", now: 0))
        )
        #expect(schema.fields[4].type == .primitive(.long))
        #expect(schema.fields[5].type == .primitive(.decimal(precision: 20, scale: 2)))
        #expect(!schema.fields[5].isRequired)
        #expect(try narrow.updates(for: wide.metadata(uuid: "u", now: 0)).updates.isEmpty)
    }

    @Test("a float of somebody else's becomes the double that files hold")
    func floats() throws {
        let definition = try LakeFixtures.definition([
            Field(id: FieldID(100), name: "n", type: .double)
        ])
        var base = definition.metadata(uuid: "u", now: 0)
        base.schemas[0].fields[4].type = .primitive(.float)
        let schema = try LakeFixtures.addedSchema(definition.updates(for: base))
        #expect(schema.fields[4].type == .primitive(.double))
    }

    @Test("a column that was dropped outside comes back under a schema that is there already")
    func droppedColumn() throws {
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        var base = definition.metadata(uuid: "u", now: 0)
        var without = base.schemas[0]
        without.schemaID = 1
        without.fields.removeAll { $0.name == "items" }
        base.schemas.append(without)
        base.currentSchemaID = 1
        #expect(try definition.updates(for: base).updates == [.setCurrentSchema(0)])
    }

    @Test("a table that is partitioned otherwise gets the files' spec beside its own")
    func otherSpec() throws {
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        var base = definition.metadata(uuid: "u", now: 0)
        base.partitionSpecs = [
            PartitionSpec(
                specID: 3,
                fields: [.init(sourceID: 1, fieldID: 1000, name: "t", transform: .identity)]
            )
        ]
        base.defaultSpecID = 3
        base.lastPartitionID = 1000
        let changes = try definition.updates(for: base)
        #expect(changes.requirements == [.assertLastAssignedPartitionID(1000)])
        guard case .addSpec(let spec)? = changes.updates.first else {
            Issue.record("no spec is added")
            return
        }
        #expect(spec.specID == 4)
        #expect(spec.fields.map(\.fieldID) == [1000, 1001])
        base.partitionSpecs.append(spec)
        #expect(TableDefinition.partitionSpec(in: base)?.specID == 4)
        #expect(try definition.updates(for: base).updates.isEmpty)
    }
}

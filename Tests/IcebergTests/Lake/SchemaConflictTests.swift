import Iceberg
import LakeModel
import Testing

@Suite("Schemas that contradict a table")
struct SchemaConflictTests {
    @Test("an id that is another column is refused, and both are named")
    func otherName() throws {
        try expectConflict(
            of: [Field(id: FieldID(100), name: "other", type: .string)],
            with: LakeFixtures.nested,
            naming: ["acme.clicks", "other", "kind", "100"]
        )
    }

    @Test("a name under another id is refused, whatever its case")
    func otherID() throws {
        try expectConflict(
            of: [Field(id: FieldID(300), name: "Kind", type: .string)],
            with: LakeFixtures.nested,
            naming: ["Kind", "kind", "300", "100"]
        )
    }

    @Test("an id that lies elsewhere in the table is refused")
    func nestedID() throws {
        try expectConflict(
            of: [Field(id: FieldID(105), name: "fresh", type: .string)],
            with: LakeFixtures.nested,
            naming: ["fresh", "items.element.sku", "105"]
        )
    }

    @Test("an id that a dropped column had is refused to another column")
    func droppedID() throws {
        let first = try LakeFixtures.definition(LakeFixtures.nested)
        var base = first.metadata(uuid: "u", now: 0)
        var without = base.schemas[0]
        without.schemaID = 1
        without.fields.removeAll { $0.name == "kind" }
        base.schemas.append(without)
        base.currentSchemaID = 1
        let definition = try LakeFixtures.definition([
            Field(id: FieldID(100), name: "sort", type: .string)
        ])
        #expect(throws: CatalogError(.schemaConflict, "")) { try definition.updates(for: base) }
    }

    @Test("types that neither can become are refused")
    func types() throws {
        for (new, old) in [
            (LogicalType.long, LogicalType.string), (.double, .long), (.date, .timestamptz),
            (.decimal(precision: 12, scale: 2), .decimal(precision: 12, scale: 3)),
            (.string, .structure([Field(id: FieldID(101), name: "x", type: .long)])),
        ] {
            try expectConflict(
                of: [Field(id: FieldID(100), name: "kind", type: new)],
                with: [Field(id: FieldID(100), name: "kind", type: old)],
                naming: ["kind"]
            )
        }
    }

    @Test("a list whose element has another id is refused")
    func elements() throws {
        func list(_ id: Int32) -> [Field] {
            let element = Field(id: FieldID(id), name: "element", type: .long)
            return [Field(id: FieldID(100), name: "kind", type: .list(element: element))]
        }
        try expectConflict(of: list(101), with: list(102), naming: ["101", "102"])
    }

    private func expectConflict(
        of files: [Field],
        with table: [Field],
        naming words: [String]
    ) throws {
        let base = try LakeFixtures.definition(table).metadata(uuid: "u", now: 0)
        let definition = try LakeFixtures.definition(files)
        let error = #expect(throws: CatalogError.self) { try definition.updates(for: base) }
        #expect(error?.code == .schemaConflict)
        for word in words { #expect(error?.message.contains(word) == true, "\(word)") }
    }
}

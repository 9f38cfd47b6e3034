import Iceberg
import LakeModel
import Testing

@Suite("Columns that were renamed in a table")
struct SchemaRenameTests {
    /// A table that has `nested` in its first schema, and what `change` makes of it in its second.
    private func table(
        isWritten: Bool = true,
        keepsHistory: Bool = true,
        _ change: (inout [NestedField]) -> Void
    ) throws -> TableMetadata {
        var base = try LakeFixtures.definition(LakeFixtures.nested).metadata(uuid: "u", now: 0)
        var next = base.schemas[0]
        next.schemaID = 1
        change(&next.fields)
        base.schemas = keepsHistory ? base.schemas + [next] : [next]
        base.currentSchemaID = 1
        if isWritten { base.properties["lakewriter.log.00000000000a11ce"] = "1:1:1:" }
        return base
    }

    private func index(of id: Int32, in fields: [NestedField]) throws -> Int {
        try #require(fields.firstIndex { $0.id == id })
    }

    private func rename(_ id: Int32, to name: String) -> (inout [NestedField]) -> Void {
        { fields in
            for index in fields.indices where fields[index].id == id { fields[index].name = name }
        }
    }

    @Test(
        "keep their new names, where the table knows the old one or has our files",
        arguments: [(true, true), (true, false), (false, true)]
    )
    func renamed(isWritten: Bool, keepsHistory: Bool) throws {
        let base = try table(
            isWritten: isWritten,
            keepsHistory: keepsHistory,
            rename(100, to: "category")
        )
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        #expect(try definition.updates(for: base) == .init())
        #expect(try definition.updates(for: base).updates.isEmpty)
    }

    @Test("are no other columns that a schema file gave the same id by mistake")
    func mistaken() throws {
        let base = try table(isWritten: false, keepsHistory: false, rename(100, to: "category"))
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        #expect(throws: CatalogError(.schemaConflict, "")) { try definition.updates(for: base) }
    }

    @Test("must still be of a type that holds the files' values")
    func types() throws {
        let base = try table { fields in
            for index in fields.indices where fields[index].id == 100 {
                fields[index].name = "category"
                fields[index].type = .primitive(.long)
            }
        }
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        #expect(throws: CatalogError(.schemaConflict, "")) { try definition.updates(for: base) }
    }

    @Test("stay while new columns come, and may lie inside others")
    func evolves() throws {
        var base = try table(rename(101, to: "site"))
        let page = try index(of: 101, in: base.schemas[1].fields)
        base.schemas[1].fields[page].type = .structure([
            NestedField(id: 102, name: "address", isRequired: false, type: .primitive(.string))
        ])
        let wider = LakeFixtures.nested.map { field -> Field in
            guard field.id == FieldID(101) else { return field }
            let inner = [
                Field(id: FieldID(102), name: "url", type: .string),
                Field(id: FieldID(106), name: "title", type: .string),
            ]
            return Field(id: field.id, name: field.name, type: .structure(inner))
        }
        let more = [Field(id: FieldID(107), name: "n", type: .long)]
        let added = try LakeFixtures.addedSchema(
            try LakeFixtures.definition(wider + more).updates(for: base)
        )
        let site = try #require(added.fields.first { $0.id == 101 })
        #expect(site.name == "site")
        guard case .structure(let fields) = site.type else { throw NoStructure() }
        #expect(fields.map(\.name) == ["address", "title"])
        #expect(added.fields.contains { $0.id == 107 && $0.name == "n" })
    }

    @Test("and dropped come back under the files' name; one whose name is taken tells its id")
    func dropped() throws {
        let definition = try LakeFixtures.definition(LakeFixtures.nested)
        let gone = try table { $0.removeAll { $0.id == 100 } }
        let back = try gone.applying(try definition.updates(for: gone).updates, now: 1)
            .currentSchema
        #expect(back?.fields.first { $0.id == 100 }?.name == "kind")
        let taken = try table { fields in
            for index in fields.indices where fields[index].id == 100 {
                fields[index] = NestedField(
                    id: 200,
                    name: "Kind",
                    isRequired: false,
                    type: .primitive(.long)
                )
            }
        }
        let both = try LakeFixtures.addedSchema(try definition.updates(for: taken))
        #expect(both.fields.first { $0.id == 100 }?.name == "kind_100")
        #expect(both.fields.first { $0.id == 200 }?.name == "Kind")
        // From then on it is a column that has another name in the table.
        var next = taken
        next.schemas.append(both)
        next.currentSchemaID = both.schemaID
        #expect(try definition.updates(for: next).updates.isEmpty)
    }

    private struct NoStructure: Error {}
}

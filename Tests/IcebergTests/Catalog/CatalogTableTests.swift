import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: tables")
struct CatalogTableTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()

    @Test("a table that was made is loaded, and committed to")
    func life() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        await #expect(throws: CatalogError(.noSuchTable, "")) { try await catalog.loadTable(table) }
        let metadata = CatalogFixture.metadata(table, in: store, properties: ["a": "b"])
        let made = try await catalog.createTable(table, metadata)
        #expect(made.metadataLocation == "memory:/\(CatalogFixture.key(table, 1))")
        #expect(try await catalog.loadTable(table) == made)
        let second = try await catalog.set("x", upon: made)
        #expect(second.metadataLocation == "memory:/\(CatalogFixture.key(table, 2))")
        #expect(try await world.catalog(store).loadTable(table) == second)
        #expect(second.metadata.properties["a"] == "b")
        #expect(second.metadata.properties["x"] == "1")
        #expect(
            second.metadata.metadataLog == [
                .init(
                    timestampMilliseconds: made.metadata.lastUpdatedMilliseconds,
                    metadataFile: made.metadataLocation
                )
            ]
        )
        #expect(try await CatalogFixture.hint(table, in: store) == "2")
    }

    @Test("a table is made once")
    func twice() async throws {
        let table = try CatalogFixture.table()
        let metadata = CatalogFixture.metadata(table, in: store)
        try await world.catalog(store).createTable(table, metadata)
        await #expect(throws: CatalogError(.alreadyExists, "")) {
            try await world.catalog(store).createTable(table, metadata)
        }
        #expect(try await CatalogFixture.versions(table, in: store) == [1])
    }

    @Test("of eight that make a table at once one does")
    func madeAtOnce() async throws {
        let table = try CatalogFixture.table()
        let outcomes = await withTaskGroup(of: Result<CatalogTable, CatalogError>.self) { group in
            for number in 0..<8 {
                group.addTask { [world, store] in
                    let uuid = "4e3f1f5e-7c1e-4f0a-9a53-0d6bb9a0b0c\(number)"
                    let metadata = CatalogFixture.metadata(table, in: store, uuid: uuid)
                    do throws(CatalogError) {
                        return .success(
                            try await world.catalog(store).createTable(table, metadata)
                        )
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let made = outcomes.compactMap { try? $0.get() }
        #expect(made.count == 1)
        #expect(try await world.catalog(store).loadTable(table) == made.first)
        for case .failure(let error) in outcomes { #expect(error.code == .alreadyExists) }
    }

    @Test("a requirement that does not hold ends a commit")
    func requirement() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        await #expect(throws: CatalogError(.commitFailed, "")) {
            try await catalog.commit(
                to: made,
                requirements: [.assertTableUUID("00000000-0000-0000-0000-000000000000")],
                updates: [.setProperties(["x": "1"])]
            )
        }
        await #expect(throws: CatalogError(.invalidRequest, "")) {
            try await catalog.commit(
                to: made,
                requirements: [],
                updates: [.setCurrentSchema(7)]
            )
        }
        #expect(try await CatalogFixture.versions(table, in: store) == [1])
    }

    @Test("a requirement is checked against the table as it is, not as the caller knew it")
    func outdatedBase() async throws {
        let table = try CatalogFixture.table()
        let (ours, theirs) = (world.catalog(store), world.catalog(store))
        let made = try await ours.createTable(table, CatalogFixture.metadata(table, in: store))
        let newer = Schema(
            schemaID: -1,
            fields: [
                NestedField(id: 3, name: "kind", isRequired: false, type: .primitive(.string))
            ]
        )
        let fields = try #require(made.metadata.currentSchema).fields
        let theirTable = try await theirs.commit(
            to: made,
            requirements: [],
            updates: [
                .addSchema(
                    Schema(schemaID: -1, fields: fields + newer.fields),
                    lastColumnID: nil
                ),
                .setCurrentSchema(-1),
            ]
        )
        // Known to us is version 1, where this does not hold.
        let both = try await ours.commit(
            to: made,
            requirements: [.assertLastAssignedFieldID(3)],
            updates: [.setProperties(["x": "1"])]
        )
        #expect(both.metadata.currentSchema == theirTable.metadata.currentSchema)
        await #expect(throws: CatalogError(.commitFailed, "")) {
            try await theirs.commit(
                to: theirTable,
                requirements: [.assertLastAssignedFieldID(2)],
                updates: []
            )
        }
        #expect(try await CatalogFixture.versions(table, in: store) == [1, 2, 3])
    }

    @Test("the metadata log names the last hundred versions")
    func log() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        var last = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        for number in 0..<130 { last = try await catalog.set("n", "\(number)", upon: last) }
        let log = last.metadata.metadataLog.map(\.metadataFile)
        #expect(log == (31...130).map { "memory:/\(CatalogFixture.key(table, $0))" })
        #expect(try await CatalogFixture.versions(table, in: store) == Array(1...131))
    }

    @Test("a clock that runs backwards does not take a table's time back")
    func backwards() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        var last = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        for _ in 0..<20 {
            world.setWall(by: .seconds(-86_400))
            let next = try await catalog.set("x", upon: last)
            #expect(next.metadata.lastUpdatedMilliseconds > last.metadata.lastUpdatedMilliseconds)
            last = next
        }
        #expect(try await world.catalog(store).loadTable(table) == last)
    }

    @Test(
        "corrupted metadata is an error that names the file",
        arguments: ["", "{", "[]", "null", "{}", #"{"format-version":9}"#]
    )
    func corrupt(text: String) async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        let bytes = Array(text.utf8)
        try await store.put(CatalogFixture.key(table, 2), bytes, mode: .create)
        for body in [
            { _ = try await catalog.loadTable(table) },
            { _ = try await catalog.set("x", upon: made) },
            { try await catalog.dropTable(table) },
        ] {
            let error = await #expect(throws: CatalogError.self) { try await body() }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains("v2.metadata.json") == true)
        }
        #expect(try await CatalogFixture.versions(table, in: store) == [1, 2])
    }

    @Test("truncated metadata is an error at every length")
    func truncated() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        try await catalog.createTable(table, CatalogFixture.metadata(table, in: store))
        let key = CatalogFixture.key(table, 1)
        let bytes = try await store.get(key, range: nil)
        for length in 0..<bytes.count {
            try await store.put(key, Array(bytes.prefix(length)), mode: .overwrite)
            await #expect(throws: CatalogError(.corrupt, ""), "\(length) bytes") {
                try await catalog.loadTable(table)
            }
        }
    }
}

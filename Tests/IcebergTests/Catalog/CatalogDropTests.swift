import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: drops")
struct CatalogDropTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()

    private func prepared(_ store: any ObjectStore) async throws -> CatalogTable {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        return try await catalog.set("x", upon: made)
    }

    @Test("a dropped table is gone, and one made anew goes on counting")
    func again() async throws {
        let old = try await prepared(store)
        let table = old.identifier
        let catalog = world.catalog(store)
        try await catalog.dropTable(table)
        #expect(try await CatalogFixture.hint(table, in: store) == nil)
        #expect(try await CatalogFixture.versions(table, in: store) == [1, 2, 3])
        #expect(try await !catalog.tableExists(table))
        for body in [
            { _ = try await catalog.loadTable(table) },
            { _ = try await catalog.set("x", upon: old) },
            { try await catalog.dropTable(table) },
            { try await catalog.dropTable(table, purge: true) },
        ] {
            await #expect(throws: CatalogError(.noSuchTable, "")) { try await body() }
        }
        let metadata = CatalogFixture.metadata(
            table,
            in: store,
            uuid: "00000000-0000-4000-8000-000000000001"
        )
        let new = try await catalog.createTable(table, metadata)
        #expect(new.metadataLocation.hasSuffix("v4.metadata.json"))
        #expect(try await CatalogFixture.hint(table, in: store) == "4")
        // Who worked on the old table does not commit to the new one unawares.
        await #expect(throws: CatalogError(.commitFailed, "")) {
            try await world.catalog(store).commit(
                to: old,
                requirements: [.assertTableUUID(old.metadata.tableUUID)],
                updates: [.setProperties(["y": "1"])]
            )
        }
    }

    @Test("a crash between tombstone and hint leaves a dropped table")
    func crash() async throws {
        let old = try await prepared(store)
        let recording = RecordingStore(store)
        recording.onRequest { note in
            guard note != "delete version-hint.text" else {
                throw ObjectStoreError(.unavailable, "the process died")
            }
        }
        try await world.catalog(recording).dropTable(old.identifier)
        #expect(try await CatalogFixture.hint(old.identifier, in: store) == "2")
        let catalog = world.catalog(store)
        #expect(try await !catalog.tableExists(old.identifier))
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await catalog.loadTable(old.identifier)
        }
        #expect(try await CatalogFixture.hint(old.identifier, in: store) == nil)
    }

    @Test("a drop and commits at once are in one order", arguments: UInt64(0)..<40)
    func race(seed: UInt64) async throws {
        let world = CatalogWorld(seed: seed)
        let old = try await CatalogDropTests().prepared(store)
        let table = old.identifier
        let rates = FaultPlan.Rates(failBefore: 30, failAfter: 80, delay: 300)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                let view = FaultyObjectStore(
                    store,
                    plan: FaultPlan(seed: seed &* 10 &+ UInt64(number), rates: rates)
                )
                group.addTask { await Self.commit(number, old, world.catalog(view)) }
            }
            group.addTask { [store] in
                for _ in 0..<Int(seed) { await Task.yield() }
                let view = FaultyObjectStore(store, plan: FaultPlan(seed: seed, rates: rates))
                await Self.drop(table, world.catalog(view))
            }
        }
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await world.catalog(store).loadTable(table)
        }
        // Behind what was committed, each once, stands the tombstone, and nothing behind that.
        let versions = try await CatalogFixture.versions(table, in: store)
        #expect(versions == Array(1...versions.count))
        let key = CatalogFixture.key(table, versions.count - 1)
        let last = try TableMetadata(json: try await store.get(key, range: nil))
        let made = last.properties.keys.filter { $0.hasPrefix("p") }.count
        #expect(made == versions.count - 3)
    }

    /// Commits until the table is gone.
    private static func commit(
        _ number: Int,
        _ old: CatalogTable,
        _ catalog: ObjectStoreCatalog
    ) async {
        var made = 0
        var base = old
        while true {
            let name = "p\(number)-\(made)"
            do throws(CatalogError) {
                if base.metadata.properties[name] == nil {
                    base = try await catalog.set(name, upon: base)
                }
                made += 1
            } catch {
                if error.code == .noSuchTable { return }
                if let loaded = try? await catalog.loadTable(old.identifier) { base = loaded }
            }
        }
    }

    private static func drop(
        _ table: TableIdentifier,
        _ catalog: ObjectStoreCatalog
    ) async {
        while true {
            do throws(CatalogError) {
                return try await catalog.dropTable(table)
            } catch {
                if error.code == .noSuchTable { return }
            }
        }
    }
}

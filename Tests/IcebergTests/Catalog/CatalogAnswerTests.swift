import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: lost answers")
struct CatalogAnswerTests {
    private let world = CatalogWorld()
    private let memory = InMemoryObjectStore()

    /// A table at version 1, and a catalog whose commit meets these faults.
    private func prepared(
        _ steps: [FaultPlan.Step]
    ) async throws -> (ObjectStoreCatalog, CatalogTable) {
        let table = try CatalogFixture.table()
        try await world.catalog(memory).createTable(
            table,
            CatalogFixture.metadata(table, in: memory)
        )
        let catalog = world.catalog(FaultyObjectStore(memory, plan: FaultPlan(steps)))
        return (catalog, try await catalog.loadTable(table))
    }

    private func versions() async throws -> [Int] {
        try await CatalogFixture.versions(try CatalogFixture.table(), in: memory)
    }

    @Test("a commit whose answer is lost is found to be made")
    func answer() async throws {
        let (catalog, base) = try await prepared([.init(.put, 0, .failAfter)])
        let next = try await catalog.set("x", upon: base)
        #expect(try await versions() == [1, 2])
        #expect(try await world.catalog(memory).loadTable(base.identifier) == next)
    }

    @Test("a commit whose answers are lost again and again is made once")
    func answers() async throws {
        let (catalog, base) = try await prepared([
            .init(.put, 0, .failAfter), .init(.get, 3, .failAfter), .init(.put, 1, .failAfter),
            .init(.get, 4, .failBefore(.unavailable)), .init(.put, 2, .failBefore(.unavailable)),
        ])
        try await catalog.set("x", upon: base)
        #expect(try await versions() == [1, 2])
    }

    @Test("a commit that did not arrive is sent again")
    func request() async throws {
        let (catalog, base) = try await prepared([
            .init(.put, 0, .failBefore(.outcomeUnknown)),
            .init(.put, 1, .failBefore(.unavailable)),
        ])
        try await catalog.set("x", upon: base)
        #expect(try await versions() == [1, 2])
    }

    @Test("a commit that cannot be looked for is neither made nor not")
    func unknown() async throws {
        let lost = (0..<20).map { FaultPlan.Step(.put, $0, .failAfter) }
        let blind = (3..<20).map { FaultPlan.Step(.get, $0, .failBefore(.unavailable)) }
        let (catalog, base) = try await prepared(lost + blind)
        await #expect(throws: CatalogError(.commitStateUnknown, "")) {
            try await catalog.set("x", upon: base)
        }
        // It was made, and whoever looks finds it.
        let loaded = try await world.catalog(memory).loadTable(base.identifier)
        #expect(loaded.metadata.properties["x"] == "1")
    }

    @Test("a commit that certainly was not made is not called unknown")
    func refused() async throws {
        for (code, wanted) in [
            (ObjectStoreError.Code.unavailable, CatalogError.Code.unavailable),
            (.denied, .denied), (.misconfigured, .denied), (.full, .unavailable),
        ] {
            let (catalog, base) = try await CatalogAnswerTests()
                .prepared([.init(.put, 0, .failBefore(code))])
            await #expect(throws: CatalogError(wanted, "")) {
                try await catalog.set("x", upon: base)
            }
        }
    }

    @Test("a commit whose answer is lost to a quicker one is made behind that")
    func quicker() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        let theirs = world.catalog(memory)
        store.onRequest { [store] note in
            guard note == "put v2.metadata.json" else { return }
            store.onRequest(nil)
            try await theirs.set("theirs", upon: made)
            throw ObjectStoreError(.outcomeUnknown, "the request was lost")
        }
        let both = try await catalog.set("ours", upon: made)
        #expect(both.metadata.properties["theirs"] == "1")
        #expect(both.metadataLocation.hasSuffix("v3.metadata.json"))
        #expect(try await versions() == [1, 2, 3])
    }

    @Test("somebody else's commit of the very same change is not taken for one's own")
    func same() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        // Theirs has made as many commits as ours.
        let theirs = world.catalog(memory)
        let other = try CatalogFixture.table("other")
        try await theirs.createTable(other, CatalogFixture.metadata(other, in: memory))
        store.onRequest { [store] note in
            guard note == "put v2.metadata.json" else { return }
            store.onRequest(nil)
            try await theirs.set("x", upon: made)
            throw ObjectStoreError(.outcomeUnknown, "the request was lost")
        }
        let both = try await catalog.set("x", upon: made)
        #expect(both.metadataLocation.hasSuffix("v3.metadata.json"))
    }

    @Test("a made commit is found under those that came behind it")
    func buried() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        try await world.catalog(memory).createTable(
            table,
            CatalogFixture.metadata(table, in: memory)
        )
        let (world, memory) = (world, memory)
        let faulty = FaultyObjectStore(
            store,
            plan: FaultPlan([.init(.put, 0, .failAfter)])
        )
        let ours = world.catalog(faulty)
        let base = try await ours.loadTable(table)
        store.onRequest { [store] note in
            // Ours is made, its answer is lost; before we look, others commit upon it.
            guard note == "get v2.metadata.json" else { return }
            store.onRequest(nil)
            let theirs = world.catalog(memory)
            var last = try await theirs.loadTable(table)
            for _ in 0..<3 { last = try await theirs.set("theirs", upon: last) }
        }
        let own = try await ours.set("ours", upon: base)
        #expect(own.metadataLocation.hasSuffix("v2.metadata.json"))
        #expect(try await versions() == Array(1...5))
        let last = try await world.catalog(memory).loadTable(table)
        #expect(last.metadata.properties["ours"] == "1")
    }

    @Test("a table whose making got no answer is made once")
    func making() async throws {
        let table = try CatalogFixture.table()
        let faulty = FaultyObjectStore(memory, plan: FaultPlan([.init(.put, 0, .failAfter)]))
        let made = try await world.catalog(faulty).createTable(
            table,
            CatalogFixture.metadata(table, in: memory)
        )
        #expect(try await versions() == [1])
        #expect(try await world.catalog(memory).loadTable(table) == made)
    }
}

import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: requests")
struct CatalogRequestTests {
    private let world = CatalogWorld()
    private let memory = InMemoryObjectStore()

    @Test("a commit is two requests: the version's and the hint's")
    func steady() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        let catalog = world.catalog(store)
        var last = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        #expect(
            store.taken() == [
                "get version-hint.text", "list", "put v1.metadata.json", "head version-hint.text",
                "put version-hint.text",
            ]
        )
        for number in 2...300 {
            world.pass(.seconds(5))
            last = try await catalog.set("n", "\(number)", upon: last)
            #expect(
                store.taken() == ["put v\(number).metadata.json", "put version-hint.text"]
            )
        }
    }

    @Test("a load is three requests, and a first commit behind it two more than others")
    func load() async throws {
        let table = try CatalogFixture.table()
        try await world.catalog(memory).createTable(
            table,
            CatalogFixture.metadata(table, in: memory)
        )
        let store = RecordingStore(memory)
        let catalog = world.catalog(store)
        let loaded = try await catalog.loadTable(table)
        #expect(
            store.taken().sorted() == [
                "get v1.metadata.json", "get v2.metadata.json", "get version-hint.text",
            ]
        )
        let next = try await catalog.set("x", upon: loaded)
        #expect(
            store.taken() == [
                "put v2.metadata.json", "head version-hint.text", "get version-hint.text",
                "put version-hint.text",
            ]
        )
        try await catalog.set("y", upon: next)
        #expect(store.taken() == ["put v3.metadata.json", "put version-hint.text"])
    }

    @Test("a base that is no longer fresh is loaded before the commit")
    func oldBase() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        _ = store.taken()
        world.pass(.seconds(301))
        try await catalog.set("x", upon: made)
        let requests = store.taken()
        #expect(requests.first == "get version-hint.text")
        #expect(requests.suffix(2) == ["put v2.metadata.json", "put version-hint.text"])
    }

    @Test("a base of somebody else's is loaded before the commit")
    func foreignBase() async throws {
        let table = try CatalogFixture.table()
        let made = try await world.catalog(memory).createTable(
            table,
            CatalogFixture.metadata(table, in: memory)
        )
        let store = RecordingStore(memory)
        try await world.catalog(store).set("x", upon: made)
        #expect(store.taken().first == "get version-hint.text")
    }

    @Test("a lost race costs a load and a commit")
    func lostRace() async throws {
        let table = try CatalogFixture.table()
        let store = RecordingStore(memory)
        let (ours, theirs) = (world.catalog(store), world.catalog(memory))
        let made = try await ours.createTable(table, CatalogFixture.metadata(table, in: store))
        try await theirs.set("theirs", upon: made)
        _ = store.taken()
        let both = try await ours.set("ours", upon: made)
        #expect(both.metadata.properties["theirs"] == "1")
        let requests = store.taken()
        #expect(requests.first == "put v2.metadata.json")
        #expect(requests.filter { $0.hasPrefix("get") }.count <= 4)
        #expect(requests.contains("put v3.metadata.json"))
        #expect(try await CatalogFixture.hint(table, in: memory) == "3")
    }
}

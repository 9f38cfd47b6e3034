import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: outdated versions")
struct CatalogRetentionTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()

    private func prepared(_ catalog: ObjectStoreCatalog) async throws -> CatalogTable {
        let table = try CatalogFixture.table()
        return try await catalog.createTable(table, CatalogFixture.metadata(table, in: store))
    }

    @Test("versions that are long outdated go, a few behind each commit; the last hundred stay")
    func sweep() async throws {
        let recording = RecordingStore(store)
        let catalog = world.catalog(recording)
        var last = try await prepared(catalog)
        var lists = 0
        var most = 0
        _ = recording.taken()
        for number in 2...1200 {
            world.pass(.seconds(60))
            last = try await catalog.set("n", "\(number)", upon: last)
            let requests = recording.taken()
            lists += requests.filter { $0 == "list" }.count
            most = max(most, requests.count)
        }
        let versions = try await CatalogFixture.versions(last.identifier, in: store)
        #expect(versions.suffix(101) == Array(1100...1200))
        #expect(versions.count < 101 + 121, "\(versions.count) versions are kept")
        #expect(lists <= 21)
        #expect(most <= 6)
        #expect(try await world.catalog(store).loadTable(last.identifier) == last)
    }

    @Test("versions of the last hour stay, however many")
    func young() async throws {
        let catalog = world.catalog(store)
        var last = try await prepared(catalog)
        for number in 2...3000 {
            world.pass(.seconds(1))
            last = try await catalog.set("n", "\(number)", upon: last)
        }
        let versions = try await CatalogFixture.versions(last.identifier, in: store)
        #expect(versions == Array(1...3000))
    }

    @Test("a clock on the wall that jumps makes nothing old")
    func wall() async throws {
        let catalog = world.catalog(store)
        var last = try await prepared(catalog)
        for number in 2...300 {
            world.setWall(by: .seconds(number % 2 == 0 ? 7200 : -7100))
            last = try await catalog.set("n", "\(number)", upon: last)
        }
        #expect(try await CatalogFixture.versions(last.identifier, in: store).count == 300)
    }

    @Test("removals that fail fail no commit, and are made up for")
    func failing() async throws {
        let recording = RecordingStore(store)
        recording.onRequest { note in
            guard !note.hasPrefix("delete"), note != "list" else {
                throw ObjectStoreError(.unavailable, "not today")
            }
        }
        let catalog = world.catalog(recording)
        let table = try CatalogFixture.table()
        try await world.catalog(store).createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        var last = try await catalog.loadTable(table)
        for number in 2...700 {
            if number == 400 { recording.onRequest(nil) }
            world.pass(.seconds(60))
            last = try await catalog.set("n", "\(number)", upon: last)
        }
        let versions = try await CatalogFixture.versions(table, in: store)
        #expect(versions.suffix(101) == Array(600...700))
        #expect(versions.count < 101 + 121)
    }

    @Test("a writer that stood still for hours does not commit to a version that was forgotten")
    func stopped() async throws {
        let table = try CatalogFixture.table()
        let recording = RecordingStore(store)
        let (ours, theirs) = (world.catalog(recording), world.catalog(store))
        let made = try await prepared(ours)
        let world = world
        recording.onRequest { note in
            guard note == "put v2.metadata.json" else { return }
            recording.onRequest(nil)
            // The machine sleeps, its put not yet sent; the others' version 2 comes and goes.
            var last = try await theirs.loadTable(table)
            for _ in 0..<300 {
                world.pass(.seconds(60))
                last = try await theirs.set("theirs", upon: last)
            }
        }
        await #expect(throws: CatalogError(.commitStateUnknown, "")) {
            try await ours.set("ours", upon: made)
        }
        #expect(try await !CatalogFixture.versions(table, in: store).contains(3))
        let last = try await world.catalog(store).loadTable(table)
        #expect(last.metadataLocation.hasSuffix("v301.metadata.json"))
        // The caller looks, does not find it, and commits again.
        let again = try await ours.set("ours", upon: made)
        #expect(again.metadataLocation.hasSuffix("v302.metadata.json"))
        #expect(again.metadata.properties["theirs"] == "1")
    }

    @Test("nor when only the clock on the wall noticed")
    func slept() async throws {
        let table = try CatalogFixture.table()
        let recording = RecordingStore(store)
        let ours = world.catalog(recording)
        let theirWorld = CatalogWorld(seed: 2)
        let theirs = theirWorld.catalog(store)
        let made = try await prepared(ours)
        let world = world
        recording.onRequest { note in
            guard note == "put v2.metadata.json" else { return }
            recording.onRequest(nil)
            var last = try await theirs.loadTable(table)
            for _ in 0..<300 {
                theirWorld.pass(.seconds(60))
                last = try await theirs.set("theirs", upon: last)
            }
            world.setWall(by: .seconds(300 * 60))
        }
        await #expect(throws: CatalogError(.commitStateUnknown, "")) {
            try await ours.set("ours", upon: made)
        }
    }

    @Test("a slow commit that is history by the time of its answer is made")
    func slow() async throws {
        let table = try CatalogFixture.table()
        let made = try await prepared(world.catalog(store))
        let faulty = FaultyObjectStore(
            store,
            plan: FaultPlan([.init(.put, 0, .delay(.seconds(3000)))]),
            sleep: { [world] in world.pass($0) }
        )
        let ours = world.catalog(faulty)
        let base = try await ours.loadTable(table)
        let own = try await ours.set("ours", upon: base)
        #expect(own.metadataLocation.hasSuffix("v2.metadata.json"))
        #expect(try await world.catalog(store).loadTable(table) == own)
        #expect(made == base)
    }
}

import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: the hint")
struct CatalogHintTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()

    /// A table of so many versions.
    @discardableResult
    private func prepared(_ versions: Int) async throws -> CatalogTable {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        var last = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        for number in 1..<versions { last = try await catalog.set("n", "\(number)", upon: last) }
        return last
    }

    private func setHint(_ text: String) async throws {
        let key = CatalogFixture.hintKey(try CatalogFixture.table())
        try await store.put(key, Array(text.utf8), mode: .overwrite)
    }

    @Test(
        "a hint that lags, lies or holds nothing of sense is seen through, and mended",
        arguments: [
            "1", "2", "29", "30\n", "31", "5000", "0", "-1", "", "x", "v30", "007", "3e1", "30.0",
            "9007199254740993", "9223372036854775807", "99999999999999999999999", "\u{0}",
        ]
    )
    func lies(text: String) async throws {
        let last = try await prepared(30)
        try await setHint(text)
        #expect(try await world.catalog(store).loadTable(last.identifier) == last)
        let hint = try await CatalogFixture.hint(last.identifier, in: store)
        #expect(hint == (text == "30\n" ? text : "30"))
        try await setHint(text)
        let next = try await world.catalog(store).set("x", upon: last)
        #expect(next.metadataLocation.hasSuffix("v31.metadata.json"))
        #expect(try await CatalogFixture.hint(last.identifier, in: store) == "31")
    }

    @Test("a hint that vanishes is made anew")
    func vanishes() async throws {
        let last = try await prepared(30)
        try await store.delete(CatalogFixture.hintKey(last.identifier))
        #expect(try await world.catalog(store).loadTable(last.identifier) == last)
        #expect(try await CatalogFixture.hint(last.identifier, in: store) == "30")
    }

    @Test("a hint that vanishes under a writer is made anew by its next commit")
    func vanishesUnderWriter() async throws {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        let made = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        let second = try await catalog.set("x", upon: made)
        try await store.delete(CatalogFixture.hintKey(table))
        try await catalog.set("x", upon: second)
        #expect(try await CatalogFixture.hint(table, in: store) == "3")
    }

    @Test("a hint far behind costs a listing, not a read for every version")
    func farBehind() async throws {
        let last = try await prepared(400)
        try await setHint("2")
        let recording = RecordingStore(store)
        #expect(try await world.catalog(recording).loadTable(last.identifier) == last)
        #expect(recording.taken().count < 30)
    }

    @Test("a hint whose version was removed is seen through")
    func removed() async throws {
        let last = try await prepared(30)
        try await setHint("3")
        for version in 1...10 {
            try await store.delete(CatalogFixture.key(last.identifier, version))
        }
        #expect(try await world.catalog(store).loadTable(last.identifier) == last)
    }

    @Test("files of made-up names are no versions")
    func madeUp() async throws {
        let last = try await prepared(3)
        try await store.delete(CatalogFixture.hintKey(last.identifier))
        let folder = LakeLocation.metadataFolder(of: last.identifier)
        for name in [
            "v9223372036854775807", "v99999999999999999999", "v007", "v", "v-5", "v+9", "v9x",
            "vv9", "v4.metadata.json/v9",
        ] {
            let key = ObjectKey("\(folder)/\(name).metadata.json")
            try await store.put(key, [0x7B], mode: .create)
        }
        #expect(try await world.catalog(store).loadTable(last.identifier) == last)
    }

    @Test("a hint that cannot be moved does not fail the commit")
    func unmovable() async throws {
        let table = try CatalogFixture.table()
        let made = try await prepared(1)
        let recording = RecordingStore(store)
        let catalog = world.catalog(recording)
        let base = try await catalog.loadTable(table)
        recording.onRequest { note in
            guard note != "put version-hint.text" else {
                throw ObjectStoreError(.unavailable, "no hint today")
            }
        }
        #expect(base == made)
        let second = try await catalog.set("x", upon: base)
        let third = try await catalog.set("x", upon: second)
        #expect(try await CatalogFixture.hint(table, in: store) == "1")
        #expect(try await world.catalog(store).loadTable(table) == third)
        #expect(try await CatalogFixture.hint(table, in: store) == "3")
    }

    @Test("a writer that is late does not move the hint back")
    func monotone() async throws {
        let table = try CatalogFixture.table()
        try await prepared(1)
        let recording = RecordingStore(store)
        let (ours, theirs) = (world.catalog(recording), world.catalog(store))
        let second = try await ours.set("x", upon: try await ours.loadTable(table))
        recording.onRequest { note in
            guard note == "put version-hint.text" else { return }
            recording.onRequest(nil)
            // Our version 3 is made; before its hint, others make 4 and 5.
            var last = try await theirs.loadTable(table)
            for _ in 0..<2 { last = try await theirs.set("y", upon: last) }
        }
        try await ours.set("x", upon: second)
        #expect(try await CatalogFixture.hint(table, in: store) == "5")
    }
}

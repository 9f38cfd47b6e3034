import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Pipeline
import Testing

@Suite("Writer's commits over a restart")
struct WriterCommitRestartTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    private func check(_ table: String, rows: Int) async throws {
        let live = try #require(try await LiveFiles("acme", table, in: store))
        let lake = LakeLocation(root: store.location)
        let keys = try await store.keys("\(table)/")
        #expect(live.files.map(\.filePath).sorted() == keys.map(lake.uri).sorted())
        #expect(live.rowCount == rows)
    }

    @Test("files that were written and not committed are committed, and their rows not replayed")
    func commitsWhatWasWritten() async throws {
        let away = RecordingCommitter()
        away.fail(CatalogError(.unavailable, "away"))
        let first = try await bench.start(store, makeCommitter: { _, _ in away })
        for round in 0..<5 {
            try await first.send(Events.lines(round * 4..<round * 4 + 4))
            first.seal()
            try await eventually("it is written") { try await store.keys().count == round + 1 }
        }
        try await eventually("no row is held") { first.writer.bufferedBytes == 0 }
        try await first.abandon()
        let held = RecordingCommitter()
        held.hold(true)
        let server = try await bench.start(store, makeCommitter: { _, _ in held })
        #expect(server.writer.bufferedBytes == 0, "what is in the lake needs no memory")
        #expect(server.writer.pendingGenerations == 5)
        try await eventually("a commit is under way") { held.underWay == 1 }
        try await server.abandon()
        held.hold(false)
        try await bench.start(store).stop()
        try await check("clicks", rows: 20)
    }

    @Test("a commit that the log does not know of is found in the table")
    func findsItsCommit() async throws {
        let gate = GatedSettling()
        let first = try await bench.start(store, wrapping: { gate.wrap($0) })
        try await first.send(Events.lines(0..<10))
        first.seal()
        try await eventually("the table has it") {
            try await LiveFiles("acme", "clicks", in: store)?.rowCount == 10
        }
        try await eventually("the record is held") { gate.heldCount > 0 }
        try await first.abandon()
        let server = try await bench.start(store)
        #expect(server.writer.pendingGenerations == 1)
        try await server.send(Events.lines(10..<12))
        try await server.stop()
        try await check("clicks", rows: 12)
    }

    @Test("a commit that the log does not know of is done when others removed its file since")
    func findsACompactedCommit() async throws {
        let gate = GatedSettling()
        let first = try await bench.start(store, wrapping: { gate.wrap($0) })
        try await first.send(Events.lines(0..<10))
        first.seal()
        try await eventually("the record is held") { gate.heldCount > 0 }
        try await first.abandon()
        // What Spark's compaction and expiry leave: the file in no snapshot, and in no folder.
        let catalog = ObjectStoreCatalog(store: store, runtime: .live)
        let table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        let base = try await catalog.loadTable(table)
        try await catalog.commit(
            to: base,
            requirements: [],
            updates: [
                .removeSnapshotRef("main"),
                .removeSnapshots(base.metadata.snapshots.map(\.snapshotID)),
            ]
        )
        for key in try await store.keys("clicks/") { try await store.delete(ObjectKey(key)) }
        let server = try await bench.start(store)
        #expect(server.writer.pendingGenerations == 1)
        try await eventually("nothing waits any more") { server.writer.pendingGenerations == 0 }
        try await server.send(Events.lines(10..<12))
        try await server.stop()
        try await check("clicks", rows: 2)
    }

    @Test("what was committed and recorded is not committed again")
    func committedOnce() async throws {
        for round in 0..<5 {
            let server = try await bench.start(store)
            #expect(server.writer.pendingGenerations == 0)
            try await server.send(Events.lines(round..<(round + 1)))
            try await server.stop()
        }
        try await check("clicks", rows: 5)
    }

    @Test("a start with thousands of generations that wait commits them in bounded commits")
    func manyPending() async throws {
        let count = 2000
        let held = RecordingCommitter()
        held.hold(true)
        var settings = Bench.settings
        settings.flush.generationBytesMax = 1
        let first = try await bench.start(
            store,
            settings: settings,
            makeCommitter: { _, _ in held }
        )
        for number in 0..<count {
            try await first.send(
                Events.lines(number..<number + 1),
                to: number.isMultiple(of: 2) ? "clicks" : "sales"
            )
        }
        try await eventually("all are written") { first.writer.bufferedBytes == 0 }
        try await first.abandon()
        held.hold(false)
        let recording = RecordingCommitter()
        let server = try await bench.start(store, makeCommitter: { _, _ in recording })
        #expect(server.writer.bufferedBytes == 0)
        try await server.stop()
        #expect(recording.rowCount("clicks") == count / 2)
        #expect(recording.rowCount("sales") == count / 2)
        #expect(recording.calls.allSatisfy { $0.units.count <= 256 })
        #expect(recording.calls.allSatisfy { $0.units.allSatisfy(\.isRestored) })
    }

    @Test(
        "a file that is gone before its table had it is put back, or written again from the log",
        arguments: [false, true]
    )
    func fileGone(isRewritten: Bool) async throws {
        let away = RecordingCommitter()
        away.fail(CatalogError(.unavailable, "away"))
        let first = try await bench.start(store, makeCommitter: { _, _ in away })
        try await first.send(Events.lines(0..<4))
        try await first.send(Events.lines(0..<2), to: "sales")
        first.seal()
        try await eventually("both are written") { first.writer.bufferedBytes == 0 }
        try await first.abandon()
        let key = ObjectKey(try #require(try await store.keys("clicks/").first))
        let bytes = try await store.get(key, range: nil)
        try await store.delete(key)
        let server = try await bench.start(store)
        try await eventually("the other table is committed to") {
            server.seal()
            return server.writer.pendingGenerations == 1
        }
        #expect(try await LiveFiles("acme", "clicks", in: store)?.rowCount ?? 0 == 0)
        if isRewritten {
            try await server.abandon()
            var settings = Bench.settings
            settings.rewritesMissingFiles = true
            try await bench.start(store, settings: settings).stop()
        } else {
            try await store.put(key, bytes, mode: .create)
            try await server.stop()
        }
        try await check("clicks", rows: 4)
        try await check("sales", rows: 2)
    }
}

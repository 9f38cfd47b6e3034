import Foundation
import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Parquet
import Pipeline
import Testing
import WriteAheadLog

@Suite("Writer and its tables")
struct WriterCommitTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    /// Every file of the directory is in its table, once, and the table has no other.
    private func viewsAgree(
        _ table: String,
        of tenant: String = "acme",
        rows: Int
    ) async throws {
        let live = try #require(try await LiveFiles(tenant, table, in: store))
        let lake = LakeLocation(root: store.location)
        let keys = try await store.keys("\(table)/tenantId=\(tenant)/")
        #expect(live.files.map(\.filePath).sorted() == keys.map(lake.uri).sorted())
        #expect(live.rowCount == rows)
        #expect(try await store.rowCount("\(table)/tenantId=\(tenant)/") == rows)
    }

    @Test("a flush puts its files into the table of each tenant, and the log forgets them")
    func commits() async throws {
        let server = try await bench.start(store)
        try await server.send(Events.lines(0..<10) + Events.bad)
        try await server.send(Events.lines(0..<3), of: "other")
        try await server.send(Events.lines(0..<4), to: "sales")
        try await server.flush()
        try await server.send(Events.lines(10..<15))
        try await server.stop()
        try await viewsAgree("clicks", rows: 15)
        try await viewsAgree("clicks", of: "other", rows: 3)
        try await viewsAgree("sales", rows: 4)
        try await viewsAgree("dead_letters", rows: 1)
        let live = try #require(try await LiveFiles("acme", "clicks", in: store))
        #expect(live.metadata.snapshots.count == 2)
        #expect(live.metadata.currentSnapshot?.summary["total-records"] == "15")
    }

    @Test("a table's files are described as they are: partition, counts, bounds, offsets")
    func describes() async throws {
        let server = try await bench.start(store)
        let days = [0, 3] as [Int64]
        for day in days {
            try await server.send(Events.lines(0..<5, at: ManualClock.startSeconds - day * 86_400))
        }
        try await server.stop()
        let live = try #require(try await LiveFiles("acme", "clicks", in: store))
        let lake = LakeLocation(root: store.location)
        let today = Int32(ManualClock.startSeconds / 86_400)
        #expect(
            Set(live.files.map(\.partition))
                == Set(days.map { [.bytes(Array("acme".utf8)), .int(today - Int32($0))] })
        )
        for file in live.files {
            let key = try #require(lake.key(file.filePath))
            let bytes = try await store.get(key, range: nil)
            #expect(file.fileSizeInBytes == Int64(bytes.count) && file.recordCount == 5)
            #expect(file.splitOffsets == [4] && file.fileFormat == "PARQUET")
            let ids = try FileInspector(file: bytes).metaData.schema.compactMap(\.fieldID)
            #expect(Set(file.valueCounts.keys) == Set(ids))
            #expect(file.valueCounts.values.allSatisfy { $0 == 5 })
            #expect(file.lowerBounds[1] == Array("acme".utf8))
            #expect(file.upperBounds[2] == Array("e4".utf8))
            #expect(file.nullValueCounts[5] == 5, "nothing is extra")
            #expect(file.lowerBounds[5] == nil)
        }
    }

    @Test("what a file's footer says is what its encoder said")
    func footersAgree() async throws {
        var settings = Bench.settings
        settings.commit.describedFilesMax = 0
        var files: [[DataFile]] = []
        for settings in [Bench.settings, settings] {
            let bench = try Bench(seed: 9)
            let store = InMemoryObjectStore()
            let server = try await bench.start(store, settings: settings)
            try await server.send(Events.lines(0..<100) + Events.lines(0..<7, at: 1_700_000_000))
            try await server.stop()
            let live = try #require(try await LiveFiles("acme", "clicks", in: store))
            files.append(live.files.sorted { $0.filePath < $1.filePath })
        }
        #expect(files[0].count == 2 && files[0] == files[1])
    }

    @Test("a catalog that is away holds up nothing but the commits, and memory is given back")
    func catalogAway() async throws {
        let committer = RecordingCommitter()
        committer.fail(CatalogError(.unavailable, "away"))
        let server = try await bench.start(store, makeCommitter: { _, _ in committer })
        for round in 0..<20 {
            try await server.send(Events.lines(round * 10..<round * 10 + 10))
            server.seal()
            try await eventually("the file is written") {
                try await store.keys().count == round + 1
            }
        }
        try await eventually("rows are let go of") { server.writer.bufferedBytes == 0 }
        #expect(server.writer.pendingGenerations == 20)
        committer.fail(nil)
        try await server.flush()
        #expect(committer.rowCount("clicks") == 200)
        #expect(committer.settled.count == 20)
        try await server.stop()
    }

    @Test("a pause follows a failed commit, and grows")
    func pauses() async throws {
        let committer = RecordingCommitter()
        committer.fail(CatalogError(.unavailable, "away"))
        let server = try await bench.start(store, makeCommitter: { _, _ in committer })
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("it was tried") { committer.calls.count == 1 }
        for _ in 0..<20 {
            server.writer.tick()
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(committer.calls.count == 1)
        committer.fail(CatalogError(.unavailable, "away", retryAfter: .seconds(100)))
        server.clock.advance(by: .seconds(1))
        server.writer.tick()
        try await eventually("it was tried again") { committer.calls.count == 2 }
        try await eventually("it is put aside") { committer.underWay == 0 }
        for _ in 0..<20 {
            server.clock.advance(by: .seconds(4))
            server.writer.tick()
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(committer.calls.count == 2, "the catalog asked for a hundred seconds")
        committer.fail(nil)
        try await server.stop()
        #expect(committer.rowCount("clicks") == 10)
    }

    @Test("while one table's commit hangs, the next one gathers, and other tables go on")
    func oneCommitATable() async throws {
        let committer = RecordingCommitter()
        committer.hold(true)
        let server = try await bench.start(store, makeCommitter: { _, _ in committer })
        for round in 0..<5 {
            try await server.send(Events.lines(round..<round + 1))
            server.seal()
            try await eventually("a commit is under way, the rest waits") {
                try await store.keys("clicks/").count == round + 1 && committer.calls.count == 1
            }
        }
        try await server.send(Events.lines(0..<1), to: "sales")
        server.seal()
        try await eventually("the other table is committed to") { committer.calls.count == 2 }
        committer.hold(false)
        try await server.flush()
        let clicks = committer.calls.filter { $0.table.table.name == "clicks" }
        #expect(clicks.map(\.units.count) == [1, 4])
        try await server.stop()
    }

    @Test("an interval gathers flushes into one commit, and a stop does not wait for it")
    func interval() async throws {
        var settings = Bench.settings
        settings.commit.interval = .seconds(3600)
        let committer = RecordingCommitter()
        let server = try await bench.start(
            store,
            settings: settings,
            makeCommitter: { _, _ in committer }
        )
        for round in 0..<3 {
            try await server.send(Events.lines(round..<round + 1))
            server.seal()
            try await eventually("the file is there") {
                try await store.keys().count == round + 1
            }
        }
        #expect(committer.calls.isEmpty)
        await server.writer.drain()
        #expect(committer.calls.map(\.units.count) == [3])
        try await server.log.close()
    }

    @Test("a fenced writer stops and says why, and loses nothing")
    func fenced() async throws {
        let committer = RecordingCommitter()
        committer.fail(CatalogError(.fenced, "another process has taken over"))
        let server = try await bench.start(store, makeCommitter: { _, _ in committer })
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("it has stopped") { server.writer.readiness != .ready }
        guard case .failing(let reason) = server.writer.readiness else {
            Issue.record("it is \(server.writer.readiness)")
            return
        }
        #expect(reason.contains("must not commit to the lake's tables any more"))
        #expect(reason.contains("another process has taken over"))
        await #expect(throws: IngestError.self) {
            try await server.send(Events.lines(10..<11))
        }
        await server.writer.drain()
        try await server.log.close()
        // Nothing is lost by it.
        let heir = try await bench.start(store)
        try await heir.stop()
        try await viewsAgree("clicks", rows: 10)
    }

    @Test("a generation of many days is one commit of many files")
    func dayFlood() async throws {
        let server = try await bench.start(store)
        let lines = (0..<300 as Range<Int64>).map { day in
            Events.lines(0..<1, at: ManualClock.startSeconds - day * 86_400)
        }
        try await server.send(lines.joined())
        try await server.stop()
        try await viewsAgree("clicks", rows: 300)
        let live = try #require(try await LiveFiles("acme", "clicks", in: store))
        #expect(live.metadata.snapshots.count == 1)
        #expect(live.files.count == 300)
    }

    @Test("a table that is dropped while it is written to is made again")
    func dropped() async throws {
        let catalog = ObjectStoreCatalog(store: store, runtime: .live)
        let server = try await bench.start(store)
        try await server.send(Events.lines(0..<10))
        try await server.flush()
        let clicks = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        try await catalog.dropTable(clicks, purge: false)
        try await server.send(Events.lines(10..<13))
        try await server.stop()
        let live = try #require(try await LiveFiles("acme", "clicks", in: store))
        #expect(live.rowCount == 3, "what was dropped stays dropped")
    }
}

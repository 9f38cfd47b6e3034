import LakeModel
import LakeTesting
import ObjectStorage
import Parquet
import Pipeline
import Testing

@Suite("Writer over a restart")
struct WriterRestartTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    /// The store behind faults: every put fails until it is set inactive.
    private func broken(_ code: ObjectStoreError.Code = .unavailable) -> FaultyObjectStore {
        FaultyObjectStore(
            store,
            plan: FaultPlan((0..<1000).map { .init(.put, $0, .failBefore(code)) })
        )
    }

    @Test("rows that were not sealed are written after the restart, once")
    func replaysOpenRows() async throws {
        var server = try await bench.start(store)
        try await server.send(Events.lines(0..<10) + Events.bad)
        try await server.send(Events.lines(10..<20), to: "sales")
        try await server.abandon()
        #expect(try await store.keys().isEmpty)
        server = try await bench.start(store)
        try await server.send(Events.lines(20..<25))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 15)
        #expect(try await store.rowCount("sales/") == 10)
        #expect(try await store.rowCount("dead_letters/") == 1)
    }

    @Test("rows that were sealed and not written are written after the restart, once")
    func replaysSealedRows() async throws {
        let faulty = broken()
        var server = try await bench.start(faulty)
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("a put was tried") { !faulty.injected.isEmpty }
        try await server.send(Events.lines(10..<14))
        try await server.abandon()
        #expect(try await store.keys().isEmpty)
        server = try await bench.start(store)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 14)
    }

    @Test("a file whose put had no answer is not written again, before or after a restart")
    func unansweredPut() async throws {
        let faulty = FaultyObjectStore(store, plan: FaultPlan([.init(.put, 0, .failAfter)]))
        var server = try await bench.start(faulty)
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("the file is there") { try await store.keys().count == 1 }
        try await server.abandon()
        server = try await bench.start(store)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10)
        #expect(try await store.keys().count == 1)
    }

    @Test("what is in the lake is not replayed into it again")
    func committedRowsStayAway() async throws {
        for round in 0..<5 {
            let server = try await bench.start(store)
            try await server.send(Events.lines(round..<(round + 1)))
            try await server.stop()
        }
        #expect(try await store.rowCount("clicks/") == 5)
    }

    @Test("starting again and again without a flush loses nothing")
    func manyCrashes() async throws {
        for round in 0..<10 {
            let server = try await bench.start(store)
            try await server.send(Events.lines(round..<(round + 1)))
            if round.isMultiple(of: 3) { server.seal() }
            try await server.abandon()
        }
        let server = try await bench.start(store)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10)
    }

    @Test(
        "rows of before a schema change are written under the old schema, later ones under the new"
    )
    func schemaChange() async throws {
        let old = try Tables.plain("clicks")
        let new = try Tables.widened("clicks")
        var server = try await bench.start(store, schemas: SchemaCatalog(current: [old]))
        try await server.send(Events.lines(0..<3))
        try await server.abandon()
        server = try await bench.start(
            store,
            schemas: SchemaCatalog(current: [new], archived: [old])
        )
        let event = #"{"id":"n","at":\#(ManualClock.startSeconds),"value":1,"note":"new"}"#
        try await server.send(event)
        try await server.stop()
        var rows: [Bool: Int] = [:]
        for key in try await store.keys("clicks/") {
            let file = try await store.get(ObjectKey(key), range: nil)
            let footer = try FooterReader.read(file: file)
            let hasNote = footer.schema.contains { $0.name == "note" }
            rows[hasNote, default: 0] += Int(footer.rowCount)
        }
        #expect(rows == [false: 3, true: 1])
    }

    @Test("a log that names a schema that is gone is refused, and says what to do")
    func schemaGone() async throws {
        var server = try await bench.start(store)
        try await server.send(Events.lines(0..<3))
        try await server.abandon()
        let other = SchemaCatalog(current: [try Tables.widened("clicks")])
        do {
            _ = try await bench.start(store, schemas: other)
            Issue.record("it started")
        } catch let error as ReplayError {
            #expect(error.message.contains("acme"))
            #expect(error.message.contains("schemas folder"))
        }
        server = try await bench.start(store)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 3, "nothing was lost by the refusal")
    }

    @Test("a schema may go once all of its events are in the lake")
    func schemaGoneAfterDrain() async throws {
        var server = try await bench.start(store)
        try await server.send(Events.lines(0..<3))
        try await server.stop()
        server = try await bench.start(
            store,
            schemas: SchemaCatalog(current: [try Tables.widened("clicks")])
        )
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 3)
    }

    @Test("two tables whose schema files are equal keep their own rows")
    func equalSchemaFiles() async throws {
        let text = #"{"type": "object", "properties": {"value": {"type": "integer"}}}"#
        let catalog = SchemaCatalog(current: [
            try .parse(text, table: "clicks"), try .parse(text, table: "sales"),
        ])
        var server = try await bench.start(store, schemas: catalog)
        try await server.send("{\"value\":1}", to: "clicks")
        try await server.send("{\"value\":1}\n{\"value\":2}", to: "sales")
        try await server.abandon()
        server = try await bench.start(store, schemas: catalog)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 1)
        #expect(try await store.rowCount("sales/") == 2)
    }

    @Test("a data directory restored from a cold backup takes new events, and they reach the lake")
    func coldBackup() async throws {
        var server = try await bench.start(store)
        try await server.send(Events.lines(0..<1))
        try await server.stop()
        let backup = try bench.copyLog()
        // The server goes on, and its files get names.
        server = try await bench.start(store)
        try await server.send(Events.lines(1..<3))
        try await server.stop()
        // The machine is lost; the backup takes its place.
        try bench.restoreLog(from: backup)
        server = try await bench.start(store)
        try await server.send(Events.lines(10..<17))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 1 + 2 + 7)
    }

    @Test("a data directory restored from a snapshot of a running server loses no later event")
    func hotBackup() async throws {
        var server = try await bench.start(store)
        try await server.send(Events.lines(0..<1))
        try await server.abandon()
        let backup = try bench.copyLog()
        server = try await bench.start(store)
        try await server.send(Events.lines(1..<3))
        try await server.stop()
        try bench.restoreLog(from: backup)
        server = try await bench.start(store)
        try await server.send(Events.lines(10..<17))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 1 + 2 + 7)
    }
}

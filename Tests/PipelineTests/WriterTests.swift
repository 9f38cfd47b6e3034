import WriteAheadLog
import LakeModel
import ObjectStorage
import Pipeline
import Testing

@Suite("Writer")
struct WriterTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    private func code(_ body: () async throws -> Void) async -> IngestError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? IngestError)?.code
        }
    }

    @Test("events become files under table, tenant and day, each row once")
    func wholeWay() async throws {
        let server = try await bench.start(store)
        let yesterday = ManualClock.startSeconds - 86_400
        #expect(try await server.send(Events.lines(0..<10)).accepted == 10)
        try await server.send(Events.lines(10..<15, at: yesterday))
        try await server.send(Events.lines(15..<17), to: "sales")
        try await server.send(Events.lines(17..<20), of: "zeta")
        #expect(server.writer.bufferedBytes > 0)
        try await server.flush()
        #expect(try await store.rowCount("clicks/tenantId=acme/dt=2026-11-22/") == 10)
        #expect(try await store.rowCount("clicks/tenantId=acme/dt=2026-11-21/") == 5)
        #expect(try await store.rowCount("sales/tenantId=acme/dt=2026-11-22/") == 2)
        #expect(try await store.rowCount("clicks/tenantId=zeta/dt=2026-11-22/") == 3)
        #expect(try await store.keys().count == 4, "and nothing else lies in the lake")
        #expect(server.writer.bufferedBytes == 0)
        try await server.stop()
    }

    @Test("a directory holds the same files as any other store")
    func localDirectory() async throws {
        let lake = try LocalObjectStore(directory: bench.directory + "/lake", runtime: .live)
        let server = try await bench.start(lake)
        try await server.send(Events.lines(0..<100))
        try await server.send(Events.lines(100..<150))
        try await server.stop()
        let keys = try await lake.keys()
        #expect(keys.count == 1)
        #expect(try await lake.rowCount("clicks/tenantId=acme/dt=2026-11-22/") == 150)
    }

    @Test("days before 1970 and leap days have directories of their own")
    func oddDays() async throws {
        let server = try await bench.start(store)
        for at in [-1, -86_400, -86_401, 951_782_400, 68_169_600] as [Int64] {
            try await server.send(Events.lines(0..<1, at: at))
        }
        try await server.stop()
        let days = try await store.keys().map { String($0.split(separator: "/")[2]) }
        #expect(
            days.sorted() == [
                "dt=1969-12-30", "dt=1969-12-31", "dt=1972-02-29", "dt=2000-02-29",
            ]
        )
        #expect(try await store.rowCount("clicks/tenantId=acme/dt=1969-12-31/") == 2)
    }

    @Test("compressed bodies are rows like others, also after a replay")
    func compressedBodies() async throws {
        let lines = Array(Events.lines(0..<500).utf8)
        var server = try await bench.start(store)
        try await server.send(gzip(lines), encoding: .gzip)
        try await server.send(zstd(lines), encoding: .zstd)
        try await server.abandon()
        server = try await bench.start(store)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 1000)
    }

    @Test("a bad event goes to dead_letters with its raw bytes, and its neighbours to their table")
    func deadLetters() async throws {
        let store = store
        let server = try await bench.start(
            store,
            format: RowTextFormat()
        )
        let receipt = try await server.send(Events.lines(0..<1) + Events.bad + "\n{oops\n")
        #expect(receipt.accepted == 1)
        #expect(receipt.rejected.map(\.code) == ["type_mismatch", "malformed_json"])
        #expect(receipt.rejected.map(\.index) == [1, 2])
        #expect(receipt.rejected[0].field == "value")
        try await server.stop()
        #expect(try await store.lines("clicks/tenantId=acme/") == ["e0"])
        let raw = try await store.lines("dead_letters/tenantId=acme/dt=2026-11-22/")
        #expect(raw == [Events.bad, "{oops"])
    }

    @Test("dead letters are Parquet files with a row for each rejected event")
    func deadLetterFiles() async throws {
        let server = try await bench.start(store)
        try await server.send(Events.bad + "\n" + Events.bad + "\n")
        try await server.stop()
        #expect(try await store.rowCount("dead_letters/tenantId=acme/dt=2026-11-22/") == 2)
        #expect(try await store.keys("clicks/").isEmpty)
    }

    @Test("a strict request with one bad event keeps nothing, also not in dead_letters")
    func strict() async throws {
        let server = try await bench.start(store)
        try await server.send(Events.lines(0..<3))
        do {
            try await server.send(Events.lines(3..<6) + Events.bad, strict: true)
            Issue.record("it was taken")
        } catch let error as IngestError {
            #expect(error.code == .rejected)
            #expect(error.rejected.map(\.index) == [3])
        }
        try await server.send(Events.lines(6..<8), strict: true)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 5)
        #expect(try await store.keys("dead_letters/").isEmpty)
    }

    @Test("what is refused leaves nothing behind: no memory, no generation, no record")
    func refusalsLeaveNothing() async throws {
        let server = try await bench.start(store)
        let before = server.log.status.appended
        #expect(await code { try await server.send("{}", to: "nothing") } == .unknownTable)
        #expect(await code { try await server.send("{}", to: "dead_letters") } == .unknownTable)
        #expect(await code { try await server.send(Events.bad, strict: true) } == .rejected)
        #expect(await code { try await server.send([1, 2], encoding: .gzip) } == .malformed)
        #expect(await code { try await server.send([1, 2], encoding: .zstd) } == .malformed)
        #expect(try await server.send("").accepted == 0, "no event is no failure")
        #expect(server.log.status.appended == before)
        try await server.flush()
        #expect(server.writer.bufferedBytes == 0)
        try await server.stop()
        #expect(try await store.keys().isEmpty)
    }

    @Test("a body may be as large as the settings say, and not larger")
    func bodyLimit() async throws {
        var settings = Bench.settings
        settings.bodyBytesMax = 1000
        let server = try await bench.start(store, settings: settings)
        let lines = Array(Events.lines(0..<10).utf8)
        let full = lines + [UInt8](repeating: 0x20, count: 1000 - lines.count)
        #expect(await code { try await server.send(full) } == nil)
        #expect(await code { try await server.send(full + [0x20]) } == .tooLarge)
        #expect(
            await code { try await server.send(gzip(full + [0x20]), encoding: .gzip) } == .tooLarge
        )
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10)
    }

    @Test("draining writes out what is open, refuses what comes, and returns at once without work")
    func drains() async throws {
        let server = try await bench.start(store)
        #expect(server.writer.readiness == .ready)
        try await server.send(Events.lines(0..<3))
        await server.writer.drain()
        #expect(server.writer.readiness == .draining)
        #expect(server.writer.pendingGenerations == 0)
        #expect(try await store.rowCount("clicks/") == 3)
        #expect(await code { try await server.send(Events.lines(3..<4)) } == .unavailable)
        #expect(
            await code { try server.writer.admit(bytes: 1, from: TenantID("acme")) } == .unavailable
        )
        await server.writer.drain()
        try await server.log.close()
    }

    @Test("a client that hangs up harms nobody")
    func cancelledRequest() async throws {
        let server = try await bench.start(store)
        for round in 0..<20 {
            let task = Task { try await server.send(Events.lines(round..<(round + 1))) }
            task.cancel()
            _ = await task.result
        }
        #expect(server.writer.readiness == .ready)
        try await server.send(Events.lines(100..<101))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 21)
    }

    @Test("run() seals by itself, and ends when its task is cancelled")
    func runs() async throws {
        let server = try await bench.start(store)
        let running = Task { await server.writer.run() }
        try await server.send(Events.lines(0..<3))
        server.clock.advance(by: .seconds(11))
        try await eventually("the rows are in the lake") {
            server.writer.pendingGenerations == 0
        }
        running.cancel()
        await running.value
        #expect(try await store.rowCount("clicks/") == 3)
        try await server.log.close()
    }
}

import LakeModel
import LakeTesting
import ObjectStorage
import Pipeline
import Testing
import WriteAheadLog

@Suite("Writer under pressure")
struct WriterPressureTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    private let acme: TenantID

    init() throws {
        acme = try TenantID("acme")
        bench = try Bench()
    }

    /// The store, and every put to it fails until it is set inactive.
    private var broken: FaultyObjectStore {
        FaultyObjectStore(
            store,
            plan: FaultPlan((0..<10_000).map { .init(.put, $0, .failBefore(.unavailable)) })
        )
    }

    private func code(_ body: () async throws -> Void) async -> IngestError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? IngestError)?.code
        }
    }

    @Test("memory that is full refuses, and takes again when the store has taken its share")
    func memory() async throws {
        let broken = broken
        var settings = Bench.settings
        settings.flush.memoryBytesMax = 400_000
        settings.flush.generationBytesMax = 100_000
        let server = try await bench.start(broken, settings: settings)
        var sent = 0
        while sent < 100_000 {
            let body = Events.lines(sent..<(sent + 100))
            guard await code({ try await server.send(body) }) == nil else { break }
            sent += 100
        }
        #expect(sent < 100_000)
        #expect(await code { try server.writer.admit(bytes: 100_000, from: acme) } == .overloaded)
        #expect(server.writer.readiness == .ready, "that is no reason to restart")
        broken.setActive(false)
        try await server.flush()
        #expect(server.writer.bufferedBytes == 0)
        try await server.send(Events.lines(0..<10))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == sent + 10)
    }

    @Test("many small tables are sealed when they fill half of the memory together")
    func relief() async throws {
        var settings = Bench.settings
        settings.flush.memoryBytesMax = 400_000
        let server = try await bench.start(store, settings: settings)
        for tenant in 0..<100 {
            try await server.send(Events.lines(0..<100), of: "tenant-\(tenant)")
            #expect(server.writer.bufferedBytes <= 400_000)
        }
        // No clock was turned: all that is in the lake is there for memory's sake.
        try await eventually("some are in the lake") { try await store.keys().count > 10 }
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10_000)
    }

    @Test("one tenant's share is its own: beyond it that tenant waits, and no other")
    func throttles() async throws {
        var settings = Bench.settings
        settings.flush.tenantInFlightBytesMax = 1000
        let gate = GateBox()
        let server = try await bench.start(
            store,
            settings: settings,
            wrapping: { log in
                let gated = GatedLog(log)
                gate.log = gated
                return gated
            }
        )
        let log = try #require(gate.log)
        let executor = EncodingExecutor()
        let held = Task(executorPreference: executor) {
            try await server.send(Events.lines(0..<15))
        }
        try await eventually("the request is at the log") { log.heldCount == 1 }
        #expect(await code { try await server.send(Events.lines(15..<30)) } == .throttled)
        let other = Task(executorPreference: executor) {
            try await server.send(Events.lines(0..<15), of: "other")
        }
        try await eventually("the other tenant is at the log") { log.heldCount == 2 }
        log.open()
        #expect(try await held.value.accepted == 15)
        #expect(try await other.value.accepted == 15)
        #expect(try await server.send(Events.lines(15..<30)).accepted == 15)
        try await server.stop()
        #expect(try await store.rowCount("clicks/tenantId=acme/") == 30)
    }

    @Test("a request that is under way when draining begins is written out")
    func drainWaitsForRequests() async throws {
        let gate = GateBox()
        let server = try await bench.start(
            store,
            wrapping: { log in
                let gated = GatedLog(log)
                gate.log = gated
                return gated
            }
        )
        let log = try #require(gate.log)
        let held = Task(executorPreference: EncodingExecutor()) {
            try await server.send(Events.lines(0..<15) + Events.bad)
        }
        try await eventually("the request is at the log") { log.heldCount == 1 }
        let stopping = Task { try await server.stop() }
        try await eventually("it drains") { server.writer.readiness == .draining }
        log.open()
        #expect(try await held.value.accepted == 15)
        try await stopping.value
        #expect(try await store.rowCount("clicks/") == 15)
        #expect(try await store.rowCount("dead_letters/") == 1)
    }

    @Test("a full log refuses, and takes again when its events are in the lake")
    func fullLog() async throws {
        let broken = broken
        var logSettings = Bench.logSettings
        logSettings.segmentByteCount = 64 << 10
        logSettings.retainedBytesMax = 300 << 10
        let server = try await bench.start(broken, logSettings: logSettings)
        var sent = 0
        var refusals = 0
        while refusals < 50, sent < 100_000 {
            let body = Events.lines(sent..<(sent + 100))
            switch await code({ try await server.send(body) }) {
            case nil: sent += 100
            case .overloaded:
                refusals += 1
                try await Task.sleep(for: .milliseconds(1))
            case let other: Issue.record("refused as \(String(describing: other))")
            }
        }
        #expect(refusals == 50)
        broken.setActive(false)
        try await server.flush()
        try await eventually("the log has room") {
            server.writer.tick()
            return await code { try await server.send(Events.lines(0..<100)) } == nil
        }
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == sent + 100)
        #expect(server.log.status.durable.rawValue > 300 << 10)
    }

    @Test("the log is trimmed while events pass through, so that it never fills")
    func trims() async throws {
        var logSettings = Bench.logSettings
        logSettings.segmentByteCount = 64 << 10
        logSettings.retainedBytesMax = 400 << 10
        let server = try await bench.start(store, logSettings: logSettings)
        var refused = 0
        for round in 0..<60 {
            let body = Events.lines((round * 200)..<(round * 200 + 200))
            while await code({ try await server.send(body) }) != nil {
                refused += 1
                try await Task.sleep(for: .milliseconds(2))
            }
            if round.isMultiple(of: 10) { try await server.flush() }
            server.writer.tick()
        }
        #expect(refused < 2000)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 12_000)
    }

    @Test("a log whose sync failed takes nothing more, says so, and lets draining end")
    func poisonedLog() async throws {
        let disk = SimulatedDisk(seed: 5)
        var server = try await bench.start(store, disk: disk)
        try await server.send(Events.lines(0..<3))
        disk.failSyncs(after: 0)
        #expect(await code { try await server.send(Events.lines(3..<6)) } == .unavailable)
        guard case .failing(let reason) = server.writer.readiness else {
            Issue.record("it is \(server.writer.readiness)")
            return
        }
        #expect(reason.contains("planted"))
        #expect(await code { try await server.send(Events.lines(6..<9)) } == .unavailable)
        #expect(await code { try server.writer.admit(bytes: 1, from: acme) } == .unavailable)
        server.seal()
        await server.writer.drain()
        #expect(await closes(server.log) == .poisoned)
        #expect(try await store.keys().isEmpty, "no file without a seal that is durable")
        disk.crash()
        server = try await bench.start(store, disk: disk)
        try await server.stop()
        let rows = try await store.rowCount("clicks/")
        #expect(rows == 3 || rows == 6, "the first are there; the others may be")
    }

    private func closes(_ log: WAL) async -> WALError.Code? {
        do throws(WALError) {
            try await log.close()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("a log that fails while a drain waits lets the drain end")
    func poisonedWhileDraining() async throws {
        let disk = SimulatedDisk(seed: 5)
        let broken = broken
        let server = try await bench.start(broken, disk: disk)
        try await server.send(Events.lines(0..<3))
        let draining = Task { await server.writer.drain() }
        try await eventually("a put was tried") { !broken.injected.isEmpty }
        disk.failSyncs(after: 0)
        broken.setActive(false)
        server.seal()
        await draining.value
        guard case .failing = server.writer.readiness else {
            Issue.record("it is \(server.writer.readiness)")
            return
        }
        _ = await closes(server.log)
    }

    @Test("a drain that is cancelled stops waiting for a store that is away")
    func cancelledDrain() async throws {
        let server = try await bench.start(broken)
        try await server.send(Events.lines(0..<3))
        let draining = Task { await server.writer.drain() }
        try await Task.sleep(for: .milliseconds(20))
        draining.cancel()
        await draining.value
        #expect(server.writer.pendingGenerations == 1)
        let late = Task { await server.writer.drain() }
        late.cancel()
        await late.value
        try await server.abandon()
        let next = try await bench.start(store)
        try await next.stop()
        #expect(try await store.rowCount("clicks/") == 3)
    }

    @Test("a log that was closed for the shutdown is no failure")
    func closedLog() async throws {
        let broken = broken
        let server = try await bench.start(broken)
        try await server.send(Events.lines(0..<3))
        server.seal()
        try await eventually("a put was tried") { !broken.injected.isEmpty }
        let draining = Task { await server.writer.drain() }
        draining.cancel()
        await draining.value
        try await server.log.close()
        // The store comes back too late: the commit finds the log closed.
        broken.setActive(false)
        server.seal()
        try await eventually("the file is there") { try await store.keys().count == 1 }
        try await Task.sleep(for: .milliseconds(20))
        #expect(server.writer.readiness == .draining)
        let next = try await bench.start(store)
        try await next.stop()
        #expect(try await store.rowCount("clicks/") == 3)
    }
}

/// Hands a log out of the closure that wraps it.
private final class GateBox {
    var log: GatedLog?
}

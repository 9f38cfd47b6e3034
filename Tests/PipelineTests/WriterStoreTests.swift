import WriteAheadLog
import LakeTesting
import ObjectStorage
import Pipeline
import Testing

@Suite("Writer and its store")
struct WriterStoreTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    private func faulty(_ steps: [FaultPlan.Step]) -> FaultyObjectStore {
        FaultyObjectStore(store, plan: FaultPlan(steps))
    }

    /// Settings under which a file of a few kilobytes goes out in parts.
    private var smallParts: PipelineSettings {
        var settings = Bench.settings
        settings.partBytes = 1000
        return settings
    }

    @Test("a store that fails is tried again until it takes the file")
    func retries() async throws {
        let faulty = faulty((0..<3).map { .init(.put, $0, .failBefore(.unavailable)) })
        let server = try await bench.start(faulty)
        try await server.send(Events.lines(0..<10))
        server.seal()
        for attempt in 1...3 {
            try await eventually("try \(attempt) failed") { faulty.injected.count == attempt }
            try await eventually("it is put aside") {
                // A minute is more than any pause.
                server.seal()
                return faulty.injected.count > attempt || server.writer.pendingGenerations == 0
            }
        }
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10)
        #expect(server.writer.bufferedBytes == 0)
    }

    @Test("no try is made before its pause is over")
    func pauses() async throws {
        let faulty = faulty((0..<100).map { .init(.put, $0, .failBefore(.unavailable)) })
        let server = try await bench.start(faulty)
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("the first try failed") { faulty.injected.count == 1 }
        for _ in 0..<20 {
            server.writer.tick()
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(faulty.injected.count == 1)
        faulty.setActive(false)
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 10)
    }

    @Test("a put that was done without an answer is found, and not done again")
    func findsOwnFile() async throws {
        let faulty = faulty([.init(.put, 0, .failAfter)])
        let server = try await bench.start(faulty)
        try await server.send(Events.lines(0..<10))
        try await server.stop()
        #expect(faulty.injected.count == 1)
        #expect(try await store.rowCount("clicks/") == 10)
        #expect(try await store.keys().count == 1)
    }

    @Test("another file of the same name is never taken for ours, and the log says what to do")
    func foreignFile() async throws {
        let foreign = ForeignFirst(store)
        let server = try await bench.start(foreign)
        try await server.send(Events.lines(0..<10))
        server.seal()
        for _ in 0..<20 {
            server.seal()
            try await Task.sleep(for: .milliseconds(2))
        }
        try await eventually("it was tried more than once") { foreign.tries > 1 }
        #expect(server.writer.pendingGenerations == 1, "the events are kept")
        try await server.send(Events.lines(10..<12), to: "sales")
        server.seal()
        try await eventually("other tables go on") { try await store.rowCount("sales/") == 2 }
        let draining = Task { await server.writer.drain() }
        draining.cancel()
        await draining.value
        try await server.log.close()
    }

    @Test("a file larger than a part goes out in parts, and is whole", arguments: [1, 50, 400])
    func multipart(requests: Int) async throws {
        let server = try await bench.start(store, settings: smallParts)
        for request in 0..<requests {
            try await server.send(Events.lines((request * 50)..<(request * 50 + 50)))
        }
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == requests * 50)
    }

    @Test("a file that is known to be large only at its end goes out in parts too")
    func lateMultipart() async throws {
        let faulty = faulty([.init(.put, 0, .failBefore(.invalidRequest))])
        let committer = RecordingCommitter()
        let server = try await bench.start(
            faulty,
            settings: smallParts,
            makeCommitter: { _, _ in committer }
        )
        try await server.send(Events.lines(0..<5000))
        try await server.stop()
        #expect(faulty.injected.isEmpty, "no put of \(5000) rows at once")
        #expect(try await store.rowCount("clicks/") == 5000)
    }

    @Test(
        "an upload that fails at any step is done again, and its file is there once",
        arguments: [
            .init(.beginMultipart, 0, .failBefore(.unavailable)),
            .init(.uploadPart, 0, .failBefore(.unavailable)),
            .init(.uploadPart, 2, .failAfter), .init(.uploadPart, 1, .tornMultipart),
            .init(.complete, 0, .failBefore(.unavailable)), .init(.complete, 0, .failAfter),
            .init(.complete, 0, .tornMultipart),
        ] as [FaultPlan.Step]
    )
    func failingMultipart(step: FaultPlan.Step) async throws {
        let faulty = faulty([step])
        let server = try await bench.start(faulty, settings: smallParts)
        try await server.send(Events.lines(0..<5000))
        try await server.stop()
        #expect(faulty.injected.count == 1)
        #expect(try await store.rowCount("clicks/") == 5000)
        #expect(try await store.keys().count == 1)
    }

    @Test("of a generation of several days only what failed is written again")
    func severalDays() async throws {
        let faulty = faulty([.init(.put, 2, .failBefore(.unavailable))])
        let counting = CountingStore(faulty)
        let server = try await bench.start(counting)
        for day in 0..<5 as Range<Int64> {
            try await server.send(
                Events.lines(0..<3, at: ManualClock.startSeconds - day * 86_400)
            )
        }
        try await server.stop()
        #expect(try await store.keys("clicks/").count == 5)
        #expect(try await store.rowCount("clicks/") == 15)
        #expect(counting.puts == 6, "five files, and one of them twice")
    }
}

import Iceberg
import ObjectStorage
import Pipeline

/// Many commits to one table, through the committer and the catalog that the server has.
struct CommitBenchmark: Sendable {
    /// How many data files may lie in the store before their commits; as many are made at once as
    /// there are threads for.
    private static let filesAheadMax = 16

    private let store: any ObjectStore
    private let count: Int
    private let inFlight: Int
    private let events: BenchEvents
    private let files: BenchFiles
    private let catalog: ObjectStoreCatalog
    private let committer: TableCommitter

    init(store: any ObjectStore, count: Int, rows: Int, inFlight: Int) throws {
        self.store = store
        self.count = count
        self.inFlight = inFlight
        events = try BenchEvents(rows: rows)
        let log = Runtime.random()
        let epoch = Runtime.random()
        files = BenchFiles(store: store, events: events, log: log, epoch: epoch)
        catalog = ObjectStoreCatalog(store: store, runtime: .live)
        committer = TableCommitter(
            catalog: catalog,
            store: store,
            writer: WriterIdentity(log: log, start: 1, epoch: epoch),
            pending: [],
            runtime: .live,
            random: Runtime.random
        )
    }

    /// Whether the table is there before the benchmark has made it.
    func tableExists() async throws -> Bool {
        try await catalog.tableExists(events.identifier)
    }

    /// Commits, and reports after 10 commits, 100, and so on, and at the end.
    func run(_ report: (CommitReport) throws -> Void) async throws {
        try await withThrowingTaskGroup(of: CommitUnit.self) { ahead in
            var made = 0
            while made < min(count, Self.filesAheadMax) { make(&made, in: &ahead) }
            var done = 0
            var elapsed = Duration.zero
            while done < count {
                let end = min(count, Self.nextStop(behind: done))
                var stretch = CommitStretch(after: done)
                stretch.begin()
                try await commit(until: end, &made, &ahead, &stretch)
                stretch.end()
                done = end
                elapsed += stretch.elapsed
                let table = try await TableSize.measure(events.identifier, catalog, store)
                try report(CommitReport(stretch, elapsed: elapsed, table: table))
            }
        }
    }

    /// The power of ten behind a number of commits, 10 at least.
    private static func nextStop(behind done: Int) -> Int {
        var stop = 10
        while stop <= done { stop *= 10 }
        return stop
    }

    private func make(_ made: inout Int, in group: inout ThrowingTaskGroup<CommitUnit, any Error>) {
        let number = made
        made += 1
        group.addTask { [files] in try await files.make(number) }
    }

    /// Commits the files of one stretch, `inFlight` at once.
    private func commit(
        until end: Int,
        _ made: inout Int,
        _ ahead: inout ThrowingTaskGroup<CommitUnit, any Error>,
        _ stretch: inout CommitStretch
    ) async throws {
        var underWay: [Task<Duration, any Error>] = []
        defer { for task in underWay { task.cancel() } }
        for _ in stretch.first..<end {
            guard let unit = try await ahead.next() else {
                preconditionFailure("a file is made for each commit")
            }
            if made < count { make(&made, in: &ahead) }
            if underWay.count == inFlight {
                stretch.add(try await underWay.removeFirst().value)
            }
            underWay.append(Task { try await commit(unit) })
        }
        while !underWay.isEmpty { stretch.add(try await underWay.removeFirst().value) }
    }

    /// Makes one commit, and says how long it took.
    private func commit(_ unit: CommitUnit) async throws -> Duration {
        let start = ContinuousClock.now
        try await committer.commit([unit], to: events.identifier, schema: events.schema)
        let latency = start.duration(to: .now)
        // There is no log that a restart would read; the table need not name the unit.
        committer.settle([unit.name])
        return latency
    }
}

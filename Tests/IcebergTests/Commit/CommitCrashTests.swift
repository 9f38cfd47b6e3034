import Iceberg
import LakeModel
import ObjectStorage
import Synchronization
import Testing

@Suite("Commits of a process that dies")
struct CommitCrashTests {
    /// Three commits, the first of which makes the table and the last of which merges.
    private static let commits = 3

    private var settings: CommitSettings {
        var settings = CommitSettings()
        settings.mergeFanIn = 2
        settings.snapshotsMax = 2
        return settings
    }

    @Test(
        "at any request: the next start has every unit in the table once",
        arguments: [
            HaltingObjectStore.Halt.before, .after,
        ]
    )
    func dies(_ halt: HaltingObjectStore.Halt) async throws {
        var request = 0
        while true {
            let bench = try CommitBench.overStore(seed: UInt64(request))
            let dying = HaltingObjectStore(bench.store, at: request, halt)
            let process = bench.process(dying).committer(start: 1, settings: settings)
            let known = await run(process, bench)
            guard dying.hasHalted else { return #expect(request > 12) }
            // What the log knows as committed is not asked for again.
            let pending = units(bench).dropFirst(known).map(bench.restored)
            let heir = bench.process(bench.store)
                .committer(start: 2, pending: pending, settings: settings)
            for unit in pending {
                try await heir.commit([unit], to: bench.table, schema: bench.schema)
            }
            try await TableWalk(bench).check(units(bench))
            request += 1
        }
    }

    @Test("falls asleep at any request, and wakes when another has taken over")
    func wakes() async throws {
        var request = 0
        while true {
            let bench = try CommitBench.overStore(seed: UInt64(request))
            let sleepy = HaltingObjectStore(bench.store, at: request, .asleep)
            let zombie = bench.process(sleepy).committer(start: 1, settings: settings)
            let old = Task {
                let known = await run(zombie, bench)
                sleepy.wake()
                return known
            }
            await sleepy.waitForSleep()
            guard sleepy.hasHalted else {
                _ = await old.value
                return #expect(request > 12)
            }
            let pending = units(bench).map(bench.restored)
            let heir = bench.process(bench.store)
                .committer(start: 2, pending: pending, settings: settings)
            for unit in pending {
                try await heir.commit([unit], to: bench.table, schema: bench.schema)
                heir.settle([unit.name])
            }
            sleepy.wake()
            _ = await old.value
            try await TableWalk(bench).check(units(bench))
            // And the log's writer can go on.
            let next = bench.unit(Self.commits)
            try await heir.commit([next], to: bench.table, schema: bench.schema)
            try await TableWalk(bench).check(units(bench) + [next])
            request += 1
        }
    }

    @Test(
        "with many calls under way: the next start has every unit in the table once",
        arguments: [
            HaltingObjectStore.Halt.before, .after,
        ]
    )
    func diesWithMany(_ halt: HaltingObjectStore.Halt) throws {
        var request = 0
        while true {
            let bench = try CommitBench.overStore(seed: UInt64(request))
            let dying = HaltingObjectStore(bench.store, at: request, halt)
            let process = bench.process(dying).committer(start: 1, settings: manySettings)
            let units = (0..<12).map { bench.unit($0) }
            let known = Mutex<Set<String>>([])
            let bodies = units.map { unit in
                { @Sendable () async throws -> Void in
                    let receipt = try? await process.commit(
                        [unit],
                        to: bench.table,
                        schema: bench.schema
                    )
                    guard receipt != nil else { return }
                    process.settle([unit.name])
                    known.withLock { _ = $0.insert(unit.name) }
                }
            }
            try SeededRun(seed: UInt64(request)).finish(bodies)
            guard dying.hasHalted else { return #expect(request > 20) }
            let pending = known.withLock { known in
                units.filter { !known.contains($0.name) }.map(bench.restored)
            }
            let heir = bench.process(bench.store)
                .committer(start: 2, pending: pending, settings: manySettings)
            let rest = pending.map { unit in
                { @Sendable () async throws -> Void in
                    try await heir.commit([unit], to: bench.table, schema: bench.schema)
                }
            }
            try SeededRun(seed: UInt64(request)).finish(rest)
            try SeededRun(seed: 0).finish([{ try await TableWalk(bench).check(units) }])
            request += 1
        }
    }

    /// Groups of five at most, whose snapshots merge.
    private var manySettings: CommitSettings {
        var settings = settings
        settings.snapshotsMax = 5
        return settings
    }

    private func units(_ bench: CommitBench) -> [CommitUnit] {
        (0..<Self.commits).map { bench.unit($0) }
    }

    /// Commits the units one by one and settles each, up to the first error.
    ///
    /// - Returns: how many the log knows as committed.
    private func run(_ committer: TableCommitter, _ bench: CommitBench) async -> Int {
        var known = 0
        for unit in units(bench) {
            do {
                try await committer.commit([unit], to: bench.table, schema: bench.schema)
            } catch {
                return known
            }
            committer.settle([unit.name])
            known += 1
        }
        return known
    }
}

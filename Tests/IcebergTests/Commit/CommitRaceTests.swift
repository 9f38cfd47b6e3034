import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Synchronization
import Testing

@Suite("Commits that race")
struct CommitRaceTests {
    /// Enough to meet every branch; a night's run takes more.
    private static let seeds: Range<UInt64> = 0..<12

    @Test("of eight logs, over a store that fails: each unit once", arguments: seeds)
    func eightLogs(seed: UInt64) throws {
        let bench = try CommitBench.overStore(seed: seed)
        var units: [CommitUnit] = []
        var bodies: [@Sendable () async throws -> Void] = []
        for log in UInt64(1)...8 {
            let own = (0..<4).map { bench.unit($0, log: log) }
            units += own
            let faulty = FaultyObjectStore(bench.store, plan: FaultPlan(seed: seed * 8 + log))
            let process = bench.process(faulty)
            let committer = process.committer(log: log, settings: Self.settings)
            // Half of the logs have several calls under way at once, which go together.
            let streams = log % 2 == 0 ? [own] : own.map { [$0] }
            for stream in streams {
                bodies.append {
                    for unit in stream {
                        try await Self.persist(committer, unit, process)
                        committer.settle([unit.name])
                    }
                }
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        let all = units
        try SeededRun(seed: seed).finish([{ try await TableWalk(bench).check(all) }])
    }

    @Test("of two starts of one log, over a store that fails: one is fenced off", arguments: seeds)
    func twoStarts(seed: UInt64) throws {
        let bench = try CommitBench.overStore(seed: seed)
        let units = (0..<6).map { bench.unit($0) }
        var bodies: [@Sendable () async throws -> Void] = []
        for start in UInt64(1)...2 {
            let faulty = FaultyObjectStore(bench.store, plan: FaultPlan(seed: seed * 2 + start))
            let process = bench.process(faulty)
            let own = start == 1 ? units : units.map(bench.restored)
            let committer = process.committer(
                start: start,
                pending: start == 1 ? [] : own,
                settings: Self.settings
            )
            // Under every third seed, three calls are under way at once.
            let streams = seed % 3 == 0 ? (0..<3).map { [own[$0], own[$0 + 3]] } : [own]
            for stream in streams {
                bodies.append {
                    for unit in stream {
                        do {
                            try await Self.persist(committer, unit, process)
                            committer.settle([unit.name])
                        } catch let error as CatalogError where error.code == .fenced && start == 1
                        {
                            return
                        }
                    }
                }
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        try SeededRun(seed: seed).finish([{ try await TableWalk(bench).check(units) }])
    }

    @Test(
        "of one process's own commits to one table go together, and each unit is there once",
        arguments: seeds
    )
    func oneProcess(seed: UInt64) throws {
        let bench = try CommitBench.overStore(seed: seed)
        let faulty = FaultyObjectStore(bench.store, plan: FaultPlan(seed: seed))
        let process = bench.process(faulty)
        var settings = Self.settings
        settings.snapshotsMax = 40
        let committer = process.committer(settings: settings)
        let units = (0..<24).map { bench.unit($0) }
        let bodies = units.map { unit in
            { @Sendable () async throws -> Void in
                try await Self.persist(committer, unit, process)
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        try SeededRun(seed: seed).finish([
            {
                let walk = try await TableWalk(bench)
                try walk.check(units)
                #expect(walk.metadata.snapshots.map(\.sequenceNumber) == Array(1...24))
                // A version for the creation, and far fewer than 24 for the commits.
                #expect(walk.metadata.metadataLog.count < 16)
            }
        ])
    }

    @Test(
        "and are cancelled at any time leave each unit there once, or not at all",
        arguments: seeds
    )
    func cancelled(seed: UInt64) throws {
        let bench = try CommitBench.overStore(seed: seed)
        let faulty = FaultyObjectStore(bench.store, plan: FaultPlan(seed: seed))
        let process = bench.process(faulty)
        let committer = process.committer(settings: Self.settings)
        let units = (0..<16).map { bench.unit($0) }
        let acknowledged = Mutex<[CommitUnit]>([])
        let bodies = units.enumerated().map { index, unit in
            { @Sendable () async throws -> Void in
                for _ in 0..<(index * Int(seed + 1)) % 7 { await Task.yield() }
                if index % 3 == 0 { withUnsafeCurrentTask { $0?.cancel() } }
                do throws(CatalogError) {
                    try await committer.commit([unit], to: bench.table, schema: bench.schema)
                    acknowledged.withLock { $0.append(unit) }
                } catch {
                    #expect(error.code != .fenced && error.code != .corrupt)
                }
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        try SeededRun(seed: seed).finish([
            {
                let paths = try await TableWalk(bench).paths
                #expect(Set(paths).count == paths.count)
                let known = acknowledged.withLock { $0 }.flatMap(\.files).map(\.filePath)
                #expect(Set(known).isSubset(of: paths))
                // What failed may be asked for again.
                for unit in units { try await Self.persist(committer, unit, process) }
                try await TableWalk(bench).check(units)
            }
        ])
    }

    private static var settings: CommitSettings {
        var settings = CommitSettings()
        settings.mergeFanIn = 4
        settings.snapshotsMax = 7
        return settings
    }

    /// Repeats the commit as the pipeline does: for ever, but for fencing.
    private static func persist(
        _ committer: TableCommitter,
        _ unit: CommitUnit,
        _ bench: CommitBench
    ) async throws {
        while true {
            do throws(CatalogError) {
                try await committer.commit([unit], to: bench.table, schema: bench.schema)
                return
            } catch {
                let isPassing: [CatalogError.Code] = [
                    .unavailable, .commitFailed, .commitStateUnknown,
                ]
                guard isPassing.contains(error.code) else { throw error }
                await Task.yield()
            }
        }
    }
}

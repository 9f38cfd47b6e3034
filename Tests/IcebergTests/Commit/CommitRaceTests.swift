import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
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
            bodies.append {
                let committer = process.committer(log: log, settings: Self.settings)
                for unit in own {
                    try await Self.persist(committer, unit, process)
                    committer.settle([unit.name])
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
            bodies.append {
                let own = start == 1 ? units : units.map(bench.restored)
                let committer = process.committer(
                    start: start,
                    pending: start == 1 ? [] : own,
                    settings: Self.settings
                )
                for unit in own {
                    do {
                        try await Self.persist(committer, unit, process)
                        committer.settle([unit.name])
                    } catch let error as CatalogError where error.code == .fenced && start == 1 {
                        return
                    }
                }
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        try SeededRun(seed: seed).finish([{ try await TableWalk(bench).check(units) }])
    }

    @Test("of one process's own commits to one table, each unit is there once", arguments: seeds)
    func oneProcess(seed: UInt64) throws {
        let bench = try CommitBench.overStore(seed: seed)
        let committer = bench.process(bench.store).committer(settings: Self.settings)
        let units = (0..<8).map { bench.unit($0) }
        let bodies = units.map { unit in
            { @Sendable () async throws -> Void in
                try await Self.persist(committer, unit, bench)
            }
        }
        try SeededRun(seed: seed).finish(bodies)
        try SeededRun(seed: seed).finish([{ try await TableWalk(bench).check(units) }])
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

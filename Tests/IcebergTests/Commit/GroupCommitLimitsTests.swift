import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Commits that wait: cancelled ones, and many")
struct GroupCommitLimitsTests {
    @Test("a call that is cancelled while it waits gives up at once, and is not in the table")
    func cancelledWaiting() async throws {
        let group = try CommitGroup()
        let units = (0..<4).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        others[1].cancel()
        // It does not wait for the call that stands still.
        await #expect(throws: CatalogError(.unavailable, "")) { try await others[1].value }
        #expect(group.committer.waitingCount(group.bench.table) == 2)
        group.gate.open()
        for call in [first, others[0], others[2]] { #expect(try await call.value.attempts == 1) }
        try await TableWalk(group.bench).check([units[0], units[1], units[3]])
    }

    @Test("a call that was cancelled before it came gives up where others are under way")
    func cancelledBefore() async throws {
        let group = try CommitGroup()
        let units = (0..<2).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let late = Task { [committer = group.committer, bench = group.bench] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await committer.commit([units[1]], to: bench.table, schema: bench.schema)
        }
        await #expect(throws: CatalogError(.unavailable, "")) { try await late.value }
        group.gate.open()
        _ = try await first.value
        try await TableWalk(group.bench).check([units[0]])
    }

    @Test("a call that is cancelled when it was taken along is told what came of it")
    func cancelledMember() async throws {
        let group = try CommitGroup()
        let units = (0..<4).map { group.bench.unit($0) }
        let (others, _) = try await taken(units, group)
        others[1].cancel()
        group.gate.open()
        for call in others { #expect(try await call.value.snapshotID != nil) }
        try await TableWalk(group.bench).check(units)
    }

    @Test("a leader that is cancelled does not take the others down, and they lose nothing")
    func cancelledLeader() async throws {
        let group = try CommitGroup()
        let units = (0..<5).map { group.bench.unit($0) }
        let (others, commits) = try await taken(units, group)
        group.memory.fail([.refuse])
        others[0].cancel()
        others[2].cancel()
        group.gate.open()
        // The one that was taken along and cancelled has no other leader to wait for.
        for call in [others[0], others[2]] {
            await #expect(throws: CatalogError(.commitFailed, "")) { try await call.value }
        }
        for call in [others[1], others[3]] { #expect(try await call.value.attempts == 2) }
        #expect(group.memory.commits == commits + 1)
        try await TableWalk(group.bench).check([units[0], units[2], units[4]])
    }

    @Test("a leader that is cancelled without an answer leaves units to be looked for")
    func cancelledInDoubt() async throws {
        let group = try CommitGroup()
        let units = (0..<4).map { group.bench.unit($0) }
        let (others, commits) = try await taken(units, group)
        group.memory.fail([.loseAnswer])
        others[0].cancel()
        group.gate.open()
        await #expect(throws: CatalogError(.commitStateUnknown, "")) { try await others[0].value }
        for (call, unit) in zip(others, units.dropFirst()).dropFirst() {
            #expect(try await call.value.alreadyCommitted == [unit.name])
        }
        #expect(group.memory.commits == commits + 1)
        // And the call may be made again.
        let again = try await group.call([units[1]]).value
        #expect(again.alreadyCommitted == [units[1].name])
        try await TableWalk(group.bench).check(units)
    }

    /// Has unit 0 committed, and the others under way in one group that stands still.
    private func taken(
        _ units: [CommitUnit],
        _ group: CommitGroup
    ) async throws -> (others: [CommitGroup.Call], commits: Int) {
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        group.gate.openOnce()
        _ = try await first.value
        await group.gate.waitForArrival()
        #expect(group.committer.waitingCount(group.bench.table) == 0)
        return (others, group.memory.commits)
    }

    @Test("as many go together as they may, and never more than the table keeps snapshots")
    func limits() async throws {
        var settings = CommitSettings()
        settings.groupMax = 4
        let group = try CommitGroup(settings: settings)
        let units = (0..<10).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        group.gate.open()
        for call in [first] + others { _ = try await call.value }
        #expect(group.memory.commits == 1 + 3)

        settings.snapshotsMax = 3
        let short = try CommitGroup(settings: settings)
        let stopped = await short.stopped(units[0])
        let calls = await short.waiting(Array(units.dropFirst()))
        short.gate.open()
        for call in [stopped] + calls { _ = try await call.value }
        #expect(short.memory.commits == 1 + 3)
        let walk = try await TableWalk(short.bench)
        try walk.check(units)
        #expect(walk.metadata.snapshots.map(\.sequenceNumber) == [8, 9, 10])
    }

    @Test("merges keep pace with groups: few manifests, each file under the numbers of its commit")
    func merges() async throws {
        var settings = CommitSettings()
        settings.mergeFanIn = 4
        settings.snapshotsMax = 20
        let group = try CommitGroup(settings: settings)
        var units: [CommitUnit] = []
        for round in 0..<40 {
            let more = (0..<16).map { group.bench.unit(round * 16 + $0) }
            units += more
            let first = await group.stopped(more[0])
            let others = await group.waiting(Array(more.dropFirst()))
            group.gate.open()
            for call in [first] + others { _ = try await call.value }
            group.committer.settle(more.map(\.name))
        }
        #expect(group.memory.commits == 80)
        let walk = try await TableWalk(group.bench)
        try walk.check(units)
        // Two groups' own, and what a tier holds for each power of four.
        #expect(walk.manifests.count <= 16 + 4 * 5)
        let entries = Dictionary(
            uniqueKeysWithValues: walk.entries.map { ($0.dataFile.filePath, $0) }
        )
        for (index, unit) in units.enumerated() {
            let entry = try #require(entries[unit.files[0].filePath])
            #expect(entry.sequenceNumber == Int64(index) + 1)
        }
    }
}

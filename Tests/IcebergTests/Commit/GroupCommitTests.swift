import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Commits that wait for the same table")
struct GroupCommitTests {
    @Test("go together: a snapshot each in the order of the calls, and one version for all")
    func together() async throws {
        let group = try CommitGroup()
        let units = (0..<6).map { group.bench.unit($0, files: 1 + $0 % 2) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        group.gate.open()
        var ids = [try #require(try await first.value.snapshotID)]
        for call in others {
            let receipt = try await call.value
            #expect(receipt.attempts == 1 && receipt.alreadyCommitted.isEmpty)
            ids.append(try #require(receipt.snapshotID))
        }
        #expect(group.memory.commits == 2)
        let metadata = try await TableWalk(group.bench).metadata
        #expect(metadata.snapshots.map(\.snapshotID) == ids)
        #expect(metadata.snapshots.map(\.sequenceNumber) == [1, 2, 3, 4, 5, 6])
        #expect(metadata.lastSequenceNumber == 6)
        #expect(metadata.snapshots.map(\.parentSnapshotID) == [nil] + ids.dropLast())
        let times = metadata.snapshots.map(\.timestampMilliseconds)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try #require(times.last) <= metadata.lastUpdatedMilliseconds)
        // Nobody has ever seen the table at a snapshot between: Java leaves them out as well.
        #expect(metadata.snapshotLog.map(\.snapshotID) == [ids[0], ids[5]])
        #expect(metadata.currentSnapshotID == ids[5])
        #expect(metadata.refs == ["main": .init(snapshotID: ids[5], kind: .branch)])
        for (index, id) in ids.enumerated() {
            let walk = try await TableWalk(group.bench) { _ in id }
            #expect(
                Set(walk.paths) == Set(units.prefix(index + 1).flatMap(\.files).map(\.filePath))
            )
            let summary = metadata.snapshots[index].summary
            #expect(summary["total-data-files"] == String(walk.paths.count))
            #expect(summary["lakewriter.generations"] == units[index].name)
        }
        try await TableWalk(group.bench).check(units)
    }

    @Test("that lose a race stand on the winner, all of them, and write their lists alone anew")
    func lostRace() async throws {
        let group = try CommitGroup()
        let bench = group.bench
        let units = (0..<5).map { bench.unit($0) }
        try await group.committer.commit([units[0]], to: bench.table, schema: bench.schema)
        let direct = CommitBench(bench, store: bench.store, catalog: group.memory)
        let first = await group.stopped(units[1])
        let others = await group.waiting(Array(units.dropFirst(2)))
        try await ForeignClient(direct).append(["x", "y"], saysTotals: true)
        group.gate.open()
        #expect(try await first.value.attempts == 2)
        for call in others { #expect(try await call.value.snapshotID != nil) }
        // The first call lost; those that waited joined it for the second try.
        #expect(group.memory.commits == 3)
        let walk = try await TableWalk(bench)
        try walk.check(units, others: 2)
        let kept = try await bench.store.list(prefix: "", after: nil).objects.map(\.key.path)
        #expect(kept.filter { $0.hasSuffix("-m0.avro") }.count == units.count)
        #expect(kept.filter { $0.contains("/snap-") }.count == units.count)
    }

    @Test("lose a race together: every one is rebased")
    func lostTogether() async throws {
        let group = try CommitGroup()
        let units = (0..<5).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        // The first passes; the group that follows it is refused twice.
        group.memory.fail([nil, .refuse, .refuse])
        group.gate.open()
        #expect(try await first.value.attempts == 1)
        for call in others { #expect(try await call.value.attempts == 3) }
        #expect(group.memory.commits == 2)
        try await TableWalk(group.bench).check(units)
        let kept = try await group.bench.store.list(prefix: "", after: nil).objects.map(\.key.path)
        #expect(kept.count == 2 * units.count)
    }

    @Test(
        "and get no answer are all in the table, or none of them is",
        arguments: [MemoryCatalog.Fault.loseAnswer, .loseRequest]
    )
    func unknown(_ fault: MemoryCatalog.Fault) async throws {
        let group = try CommitGroup()
        let units = (0..<5).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst()))
        group.memory.fail([nil, fault])
        group.gate.open()
        _ = try await first.value
        for (call, unit) in zip(others, units.dropFirst()) {
            let receipt = try await call.value
            // Found by its name where the commit was made, and made again where it was not.
            #expect(receipt.alreadyCommitted == (fault == .loseAnswer ? [unit.name] : []))
            #expect((receipt.snapshotID == nil) == (fault == .loseAnswer))
        }
        #expect(group.memory.commits == 2)
        try await TableWalk(group.bench).check(units)
    }

    @Test("do not fail with one of them that cannot be committed")
    func oneFails() async throws {
        let group = try CommitGroup()
        let units = (0..<4).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let good = await group.waiting([units[1]])
        var broken = units[2].files[0]
        broken.partition = [.int(1)]
        let bad = CommitUnit(name: "a11ce-bad", position: 1, files: [broken], isRestored: false)
        let badCall = await group.waiting([bad])[0]
        let later = await group.waiting([units[3]])
        group.gate.open()
        _ = try await first.value
        for call in good + later { #expect(try await call.value.snapshotID != nil) }
        await #expect(throws: CatalogError(.invalidRequest, "")) { try await badCall.value }
        try await TableWalk(group.bench).check([units[0], units[1], units[3]])
    }

    @Test("and bring other columns go by themselves, and a conflict among them is one call's own")
    func schemas() async throws {
        let group = try CommitGroup()
        let units = (0..<5).map { group.bench.unit($0) }
        let wider = try CommitBench.schema([Field(id: FieldID(101), name: "n", type: .double)])
        let contrary = try CommitBench.schema([Field(id: FieldID(101), name: "n", type: .string)])
        let first = await group.stopped(units[0])
        let plain = await group.waiting([units[1]])[0]
        let widening = group.call([units[2]], schema: wider)
        await group.wait(for: 2)
        let refused = group.call([units[3]], schema: contrary)
        await group.wait(for: 3)
        let last = await group.waiting([units[4]])[0]
        group.gate.open()
        for call in [first, plain, widening, last] { #expect(try await call.value.attempts > 0) }
        await #expect(throws: CatalogError(.schemaConflict, "")) { try await refused.value }
        let walk = try await TableWalk(group.bench)
        try walk.check([units[0], units[1], units[4], units[2]])
        #expect(walk.metadata.schemas.count == 2)
    }

    @Test("and name the same unit commit it once")
    func sameUnit() async throws {
        let group = try CommitGroup()
        let units = (0..<2).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting([units[1], units[1], units[0]])
        group.gate.open()
        _ = try await first.value
        #expect(try await others[0].value.snapshotID != nil)
        for (call, unit) in zip(others.dropFirst(), [units[1], units[0]]) {
            let receipt = try await call.value
            #expect(receipt.snapshotID == nil && receipt.alreadyCommitted == [unit.name])
        }
        try await TableWalk(group.bench).check(units)
    }

    @Test("are all told when their log has another writer")
    func fenced() async throws {
        let group = try CommitGroup()
        let units = (0..<4).map { group.bench.unit($0) }
        let first = await group.stopped(units[0])
        let others = await group.waiting(Array(units.dropFirst().dropLast()))
        let direct = CommitBench(group.bench, store: group.bench.store, catalog: group.memory)
        let heir = direct.committer(start: 2)
        try await heir.commit([units[3]], to: group.bench.table, schema: group.bench.schema)
        group.gate.open()
        for call in [first] + others {
            await #expect(throws: CatalogError(.fenced, "")) { try await call.value }
        }
        try await TableWalk(group.bench).check([units[3]])
    }
}

import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Commits beside other clients")
struct ForeignCommitTests {
    @Test("another client's append is kept, and stood upon")
    func append() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        let units = (0..<3).map { bench.unit($0) }
        try await committer.commit([units[0]], to: bench.table, schema: bench.schema)
        try await ForeignClient(bench).append(["x", "y"], saysTotals: true)
        let receipt = try await committer.commit([units[1]], to: bench.table, schema: bench.schema)
        #expect(receipt.attempts == 2)
        try await committer.commit([units[2]], to: bench.table, schema: bench.schema)
        try await TableWalk(bench).check(units, others: 2)
    }

    @Test("totals that another client does not tell are counted")
    func totals() async throws {
        let bench = try CommitBench()
        try await bench.committer().commit([bench.unit(0)], to: bench.table, schema: bench.schema)
        try await ForeignClient(bench).append(["x", "y"], saysTotals: false)
        let other = bench.committer(start: 2)
        try await other.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        let walk = try await TableWalk(bench)
        let summary = try #require(walk.metadata.currentSnapshot?.summary)
        #expect(summary["total-data-files"] == "4")
        let rows = walk.entries.reduce(0) { $0 + $1.dataFile.recordCount }
        #expect(summary["total-records"] == String(rows))
        #expect(summary["total-files-size"] == nil)
    }

    @Test("a file that another client rewrote away does not come back")
    func rewrite() async throws {
        let bench = try CommitBench()
        let unit = bench.unit(0)
        try await bench.committer().commit([unit], to: bench.table, schema: bench.schema)
        try await ForeignClient(bench).replace(unit.files[0].filePath, with: "compacted")
        let restarted = bench.committer(start: 2, pending: [unit])
        let receipt = try await restarted.commit(
            [bench.restored(unit)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.snapshotID == nil && receipt.alreadyCommitted == [unit.name])
        try await TableWalk(bench).check([], others: 1)
    }

    @Test("what is committed is known after all of its snapshots were expired")
    func expiry() async throws {
        let bench = try CommitBench()
        let unit = bench.unit(0)
        try await bench.committer().commit([unit], to: bench.table, schema: bench.schema)
        let foreign = ForeignClient(bench)
        try await foreign.append(["x"], saysTotals: true)
        try await foreign.expireAllButTheLast()
        #expect(try await TableWalk(bench).metadata.snapshots.count == 1)
        let restarted = bench.committer(start: 2, pending: [unit])
        let receipt = try await restarted.commit(
            [bench.restored(unit)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.snapshotID == nil)
        let next = bench.unit(1)
        try await restarted.commit([next], to: bench.table, schema: bench.schema)
        try await TableWalk(bench).check([unit, next], others: 1)
    }

    @Test("units are found by their files where the table's names were removed")
    func namesRemoved() async throws {
        let bench = try CommitBench()
        let units = (0..<40).map { bench.unit($0, files: 2) }
        let committer = bench.committer()
        for unit in units {
            try await committer.commit([unit], to: bench.table, schema: bench.schema)
        }
        try await ForeignClient(bench).removeOurProperties()
        let restarted = bench.committer(start: 2, pending: units)
        let receipt = try await restarted.commit(
            units.map(bench.restored) + [bench.unit(40)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.alreadyCommitted == units.map(\.name))
        try await TableWalk(bench).check(units + [bench.unit(40)])
    }

    @Test("what is committed is known where neither its name nor its files are left")
    func compactedUnnamed() async throws {
        let bench = try CommitBench()
        let unit = bench.unit(0)
        try await bench.committer().commit([unit], to: bench.table, schema: bench.schema)
        let foreign = ForeignClient(bench)
        try await foreign.removeOurProperties()
        try await foreign.replace(unit.files[0].filePath, with: "compacted")
        let backup = bench.committer(start: 2, pending: [unit])
        let receipt = try await backup.commit(
            [bench.restored(unit)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.snapshotID == nil && receipt.alreadyCommitted == [unit.name])
        try await TableWalk(bench).check([], others: 1)
    }

    @Test("what was rolled back is committed again by a log that was set back with the table")
    func rolledBack() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        try await committer.commit([bench.unit(0)], to: bench.table, schema: bench.schema)
        let first = try await TableWalk(bench).metadata.currentSnapshotID
        try await committer.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        committer.settle([bench.unit(0).name, bench.unit(1).name])
        try await committer.commit([bench.unit(2)], to: bench.table, schema: bench.schema)
        try await ForeignClient(bench).rollBack(to: try #require(first))
        let units = [bench.unit(0), bench.unit(1)]
        let backup = bench.committer(start: 2, pending: units)
        try await backup.commit(
            units.map(bench.restored),
            to: bench.table,
            schema: bench.schema
        )
        try await TableWalk(bench).check(units)
    }

    @Test("a table that was dropped is made again, and one that was made again is written to")
    func dropped() async throws {
        let catalog = MemoryCatalog()
        let bench = try CommitBench(catalog: catalog)
        let committer = bench.committer()
        try await committer.commit([bench.unit(0)], to: bench.table, schema: bench.schema)
        catalog.drop(bench.table)
        try await committer.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        try await TableWalk(bench).check([bench.unit(1)])
        catalog.drop(bench.table)
        let definition = TableDefinition(
            schema: bench.schema,
            table: bench.table,
            lake: LakeLocation(root: bench.store.location)
        )
        let other = definition.metadata(uuid: "0e7dd32e-0000-4000-8000-000000000000", now: 1)
        _ = try await catalog.createTable(bench.table, other)
        try await committer.commit([bench.unit(2)], to: bench.table, schema: bench.schema)
        let walk = try await TableWalk(bench)
        try walk.check([bench.unit(2)])
        #expect(walk.metadata.tableUUID == other.tableUUID)
    }

    @Test("a commit to another branch, which takes a sequence number, holds up nothing")
    func branch() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        try await committer.commit([bench.unit(0)], to: bench.table, schema: bench.schema)
        try await ForeignClient(bench).append(["x"], saysTotals: true, to: "audit")
        try await committer.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        try await TableWalk(bench).check([bench.unit(0), bench.unit(1)])
    }

    @Test("a lost answer and a lost request end the same: each unit once")
    func unknownOutcomes() async throws {
        let catalog = MemoryCatalog()
        let bench = try CommitBench(catalog: catalog)
        let committer = bench.committer()
        var units: [CommitUnit] = []
        let faults: [[MemoryCatalog.Fault]] = [
            [], [.loseAnswer], [.loseRequest], [.refuse], [.refuse, .loseAnswer],
            [.loseRequest, .loseRequest, .refuse, .loseAnswer],
        ]
        for (number, faults) in faults.enumerated() {
            units.append(bench.unit(number))
            catalog.fail(faults)
            try await committer.commit([units[number]], to: bench.table, schema: bench.schema)
            try await TableWalk(bench).check(units)
        }
        #expect(catalog.commits == units.count)
    }

    @Test("a lost race leaves nothing behind, and writes the manifest once")
    func litter() async throws {
        let catalog = MemoryCatalog()
        let bench = try CommitBench(catalog: catalog)
        let committer = bench.committer()
        catalog.fail([.refuse, .refuse, .refuse])
        let receipt = try await committer.commit(
            [bench.unit(0)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.attempts == 4)
        let names = try await bench.store.list(prefix: "", after: nil).objects.map(\.key.path)
        #expect(names.count == 2)
        #expect(names.filter { $0.hasSuffix("-m0.avro") }.count == 1)
    }
}

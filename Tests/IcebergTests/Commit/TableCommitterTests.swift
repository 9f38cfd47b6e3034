import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("TableCommitter")
struct TableCommitterTests {
    @Test("makes the table with the first commit, and appends from then on")
    func appends() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        let units = (0..<5).map { bench.unit($0, files: 1 + $0) }
        for unit in units.prefix(3) {
            let receipt = try await committer.commit([unit], to: bench.table, schema: bench.schema)
            #expect(receipt.attempts == 1 && receipt.warnings.isEmpty)
            #expect(receipt.snapshotID != nil && receipt.alreadyCommitted.isEmpty)
        }
        try await committer.commit(
            Array(units.suffix(2)) + [units[4]],
            to: bench.table,
            schema: bench.schema
        )
        let walk = try await TableWalk(bench)
        try walk.check(units)
        let summary = try #require(walk.metadata.currentSnapshot?.summary)
        #expect(summary["operation"] == "append")
        #expect(summary["added-data-files"] == "9")
        #expect(summary["changed-partition-count"] == "3")
        #expect(summary["lakewriter.log"] == "00000000000a11ce")
        #expect(summary["lakewriter.epoch"] == "00000000000003e9")
        #expect(summary["lakewriter.generations"] == "a11ce-3,a11ce-4")
        #expect(summary["lakewriter.position"] == "500")
        #expect(walk.metadata.snapshots.count == 4)
        #expect(walk.metadata.currentSnapshot?.schemaID == walk.metadata.currentSchemaID)
    }

    @Test("commits a unit once, however often it is asked, and names it until it is settled")
    func settles() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        let units = (0..<4).map { bench.unit($0) }
        try await committer.commit([units[0]], to: bench.table, schema: bench.schema)
        let again = try await committer.commit(
            [units[0]],
            to: bench.table,
            schema: bench.schema
        )
        #expect(again.snapshotID == nil && again.attempts == 0)
        #expect(again.alreadyCommitted == [units[0].name])
        let both = try await committer.commit(
            [units[0], units[1]],
            to: bench.table,
            schema: bench.schema
        )
        #expect(both.alreadyCommitted == [units[0].name] && both.snapshotID != nil)
        #expect(try await names(bench) == [units[0].name, units[1].name])
        committer.settle([units[0].name])
        try await committer.commit([units[2]], to: bench.table, schema: bench.schema)
        #expect(try await names(bench) == [units[1].name, units[2].name])
        committer.settle([units[1].name, units[2].name])
        try await committer.commit([units[3]], to: bench.table, schema: bench.schema)
        #expect(try await names(bench) == [units[3].name])
        try await TableWalk(bench).check(units)
    }

    @Test("has nothing to do for units without files")
    func empty() async throws {
        let bench = try CommitBench()
        let receipt = try await bench.committer().commit(
            [bench.unit(0, files: 0)],
            to: bench.table,
            schema: bench.schema
        )
        #expect(receipt.snapshotID == nil)
    }

    @Test("after a restart the table's names tell what is committed, and settled ones are dropped")
    func restarts() async throws {
        let bench = try CommitBench()
        let units = (0..<4).map { bench.unit($0) }
        let first = bench.committer(start: 1)
        for unit in units.prefix(3) {
            try await first.commit([unit], to: bench.table, schema: bench.schema)
        }
        // The log knows of the first one's commit, and not of the others'.
        let pending = units.dropFirst().map(bench.restored)
        let second = bench.committer(start: 2, pending: pending)
        let receipt = try await second.commit(pending, to: bench.table, schema: bench.schema)
        #expect(receipt.alreadyCommitted == [units[1].name, units[2].name])
        #expect(try await names(bench) == units.dropFirst().map(\.name))
        try await TableWalk(bench).check(units)
    }

    @Test("the process whose log another one has taken over is told to stop, and changes nothing")
    func fences() async throws {
        let bench = try CommitBench()
        let zombie = bench.committer(start: 1)
        let units = (0..<3).map { bench.unit($0) }
        try await zombie.commit([units[0]], to: bench.table, schema: bench.schema)
        let heir = bench.committer(start: 2)
        try await heir.commit([units[1]], to: bench.table, schema: bench.schema)
        for _ in 0..<2 {
            await #expect(throws: CatalogError(.fenced, "")) {
                try await zombie.commit([units[2]], to: bench.table, schema: bench.schema)
            }
        }
        try await heir.commit([units[2]], to: bench.table, schema: bench.schema)
        try await TableWalk(bench).check(units)
    }

    @Test("keeps other logs' names, of at most 32 logs")
    func otherLogs() async throws {
        let bench = try CommitBench()
        var units: [CommitUnit] = []
        for log in UInt64(1)...40 {
            let unit = bench.unit(0, log: log)
            units.append(unit)
            try await bench.committer(log: log)
                .commit([unit], to: bench.table, schema: bench.schema)
        }
        let walk = try await TableWalk(bench)
        try walk.check(units)
        let known = walk.metadata.properties.keys.filter { $0.hasPrefix("lakewriter.log.") }
        #expect(Set(known) == Set((UInt64(9)...40).map(WriterProgress.propertyName)))
    }

    @Test("cuts the history at the number of snapshots that it is told")
    func history() async throws {
        let bench = try CommitBench()
        var settings = CommitSettings()
        settings.snapshotsMax = 5
        let committer = bench.committer(settings: settings)
        let units = (0..<12).map { bench.unit($0) }
        for unit in units {
            try await committer.commit([unit], to: bench.table, schema: bench.schema)
        }
        let walk = try await TableWalk(bench)
        try walk.check(units)
        #expect(walk.metadata.snapshots.map(\.sequenceNumber) == [8, 9, 10, 11, 12])
    }

    @Test("keeps a quarter of an hour of a table with a commit a second, in a megabyte")
    func youngHistory() async throws {
        let bench = try CommitBench(tick: .seconds(1))
        let committer = bench.committer()
        let units = (0..<1100).map { bench.unit($0) }
        for unit in units {
            try await committer.commit([unit], to: bench.table, schema: bench.schema)
            committer.settle([unit.name])
        }
        let walk = try await TableWalk(bench)
        try walk.check(units)
        let times = walk.metadata.snapshots.map(\.timestampMilliseconds)
        let span = try #require(times.last) - (try #require(times.first))
        #expect((890...910).contains(times.count) && span >= 890_000)
        #expect(walk.metadata.json.count < 1 << 20)
    }

    @Test("adds the columns that the files bring in the same commit")
    func evolves() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        let units = (0..<3).map { bench.unit($0) }
        try await committer.commit([units[0]], to: bench.table, schema: bench.schema)
        let more = [Field(id: FieldID(101), name: "price", type: .double)]
        let wider = try CommitBench.schema(more)
        try await committer.commit([units[1]], to: bench.table, schema: wider)
        // A restored unit of before: what the table has is not taken away.
        try await committer.commit([units[2]], to: bench.table, schema: bench.schema)
        let metadata = try await TableWalk(bench).metadata
        #expect(metadata.schemas.count == 2)
        #expect(metadata.snapshots.map(\.schemaID) == [0, 1, 1])
        #expect(metadata.currentSchema?.fields.contains { $0.name == "price" } == true)
        let contrary = try CommitBench.schema([
            Field(id: FieldID(101), name: "price", type: .string)
        ])
        await #expect(throws: CatalogError(.schemaConflict, "")) {
            try await committer.commit([bench.unit(3)], to: bench.table, schema: contrary)
        }
        try await TableWalk(bench).check(units)
    }

    @Test("refuses a table of a format version that it does not write")
    func versions() async throws {
        let bench = try CommitBench()
        let committer = bench.committer()
        try await committer.commit([bench.unit(0)], to: bench.table, schema: bench.schema)
        let base = try await bench.catalog.loadTable(bench.table)
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [.upgradeFormatVersion(3)]
        )
        let fresh = bench.committer(start: 2)
        await #expect(throws: CatalogError(.invalidRequest, "")) {
            try await fresh.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        }
    }

    private func names(_ bench: CommitBench) async throws -> [String] {
        let properties = try await bench.catalog.loadTable(bench.table).metadata.properties
        let value = properties[WriterProgress.propertyName(ofLog: CommitBench.log)]
        return value.flatMap(WriterProgress.init(property:))?.names ?? []
    }
}

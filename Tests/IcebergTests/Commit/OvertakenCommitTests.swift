import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("Commits upon a table that others have changed since")
struct OvertakenCommitTests {
    @Test("a tag that was set since the last commit keeps its snapshot")
    func tagged() async throws {
        let bench = try CommitBench.overStore(seed: 7)
        var settings = CommitSettings()
        settings.snapshotsMax = 3
        let committer = bench.committer(settings: settings)
        for number in 0..<3 {
            try await committer.commit([bench.unit(number)], to: bench.table, schema: bench.schema)
        }
        let foreign = ForeignClient(bench.process(bench.store))
        let oldest = try #require(try await TableWalk(bench).metadata.snapshots.first?.snapshotID)
        try await foreign.tag(oldest, "audit")
        for number in 3..<6 {
            try await committer.commit([bench.unit(number)], to: bench.table, schema: bench.schema)
        }
        let walk = try await TableWalk(bench)
        #expect(walk.metadata.refs["audit"]?.snapshotID == oldest)
        #expect(walk.metadata.snapshots.count == 4)
        try walk.check((0..<6).map { bench.unit($0) })
    }

    @Test("what was said of the branch since the last commit is kept, and heeded")
    func branchSettings() async throws {
        let bench = try CommitBench.overStore(seed: 8)
        var settings = CommitSettings()
        settings.snapshotsMax = 3
        let committer = bench.committer(settings: settings)
        for number in 0..<3 {
            try await committer.commit([bench.unit(number)], to: bench.table, schema: bench.schema)
        }
        try await ForeignClient(bench.process(bench.store)).keep(5)
        for number in 3..<9 {
            try await committer.commit([bench.unit(number)], to: bench.table, schema: bench.schema)
        }
        let metadata = try await TableWalk(bench).metadata
        #expect(metadata.refs["main"]?.minSnapshotsToKeep == 5)
        #expect(metadata.snapshots.count == 5)
    }

    @Test("a partition spec that was removed since the last commit is made again")
    func specRemoved() async throws {
        let bench = try CommitBench.overStore(seed: 9)
        let first = bench.unit(0)
        try await bench.committer().commit([first], to: bench.table, schema: bench.schema)
        let other = bench.process(bench.store)
        var base = try await other.catalog.loadTable(bench.table)
        let day = PartitionSpec(specID: 1, fields: [TableDefinition.partitionSpec.fields[1]])
        _ = try await other.catalog.commit(
            to: base,
            requirements: [],
            updates: [
                .addSpec(day), .setDefaultSpec(-1), .removeSnapshotRef("main"),
                .removeSnapshots(base.metadata.snapshots.map(\.snapshotID)),
            ]
        )
        // Finds the first unit named, and remembers the table with both specs.
        let committer = bench.committer(start: 2, pending: [first])
        try await committer.commit(
            [bench.restored(first)],
            to: bench.table,
            schema: bench.schema
        )
        base = try await other.catalog.loadTable(bench.table)
        _ = try await other.catalog.commit(
            to: base,
            requirements: [],
            updates: [.removePartitionSpecs([0])]
        )
        try await committer.commit([bench.unit(1)], to: bench.table, schema: bench.schema)
        let walk = try await TableWalk(bench)
        try walk.check([bench.unit(1)])
        let specs = Set(walk.metadata.partitionSpecs.map(\.specID))
        #expect(walk.manifests.allSatisfy { specs.contains($0.partitionSpecID) })
    }
}

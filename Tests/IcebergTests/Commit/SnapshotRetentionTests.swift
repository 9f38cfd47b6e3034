import Iceberg
import Testing

@Suite("SnapshotRetention")
struct SnapshotRetentionTests {
    /// A table whose branch `main` is the snapshots `1...count`.
    private func table(_ count: Int64) -> TableMetadata {
        var metadata = TableMetadata(
            tableUUID: "u",
            location: "memory:/t",
            lastUpdatedMilliseconds: 0,
            lastColumnID: 1,
            schema: Schema(schemaID: 0, fields: []),
            partitionSpec: PartitionSpec(specID: 0, fields: []),
            sortOrder: .unsorted
        )
        for id in 1...count {
            metadata.snapshots.append(snapshot(id, parent: id == 1 ? nil : id - 1))
        }
        metadata.currentSnapshotID = count
        metadata.refs[SnapshotReference.main] = .init(snapshotID: count, kind: .branch)
        return metadata
    }

    private func snapshot(_ id: Int64, parent: Int64?) -> Snapshot {
        Snapshot(
            snapshotID: id,
            parentSnapshotID: parent,
            sequenceNumber: id,
            timestampMilliseconds: id,
            manifestList: "",
            summary: ["operation": "append"],
            schemaID: 0
        )
    }

    @Test("keeps the newest, the coming one counted")
    func newest() {
        #expect(SnapshotRetention.removable(in: table(9), keeping: 10) == [])
        #expect(SnapshotRetention.removable(in: table(10), keeping: 10) == [1])
        #expect(SnapshotRetention.removable(in: table(13), keeping: 10) == [1, 2, 3, 4])
        #expect(SnapshotRetention.removable(in: table(13), keeping: nil) == [])
        #expect(SnapshotRetention.removable(in: table(3), keeping: 1) == [1, 2, 3])
    }

    @Test("keeps what tags and other branches need, and what is on no branch")
    func references() {
        var metadata = table(10)
        metadata.refs["audit"] = .init(snapshotID: 2, kind: .tag)
        metadata.snapshots.append(snapshot(50, parent: 4))
        metadata.snapshots.append(snapshot(60, parent: 1))
        metadata.refs["test"] = .init(snapshotID: 50, kind: .branch)
        // `test` needs 50, 4, 3, 2 and 1; 60 is staged.
        #expect(SnapshotRetention.removable(in: metadata, keeping: 3) == [5, 6, 7, 8])
        metadata.refs["test"] = nil
        #expect(SnapshotRetention.removable(in: metadata, keeping: 3) == [1, 3, 4, 5, 6, 7, 8])
    }

    @Test("keeps as many as the table itself asks for")
    func property() {
        var metadata = table(10)
        metadata.properties["history.expire.min-snapshots-to-keep"] = "9"
        #expect(SnapshotRetention.removable(in: metadata, keeping: 3) == [1, 2])
        metadata.properties["history.expire.min-snapshots-to-keep"] = "many"
        #expect(SnapshotRetention.removable(in: metadata, keeping: 3).count == 8)
    }

    @Test("ends where parents go in a circle")
    func circle() {
        var metadata = table(5)
        metadata.snapshots[0].parentSnapshotID = 5
        #expect(SnapshotRetention.removable(in: metadata, keeping: 3) == [1, 2, 3])
    }
}

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

    private func removable(
        in metadata: TableMetadata,
        adding count: Int = 1,
        keeping limit: Int
    ) -> [Int64] {
        SnapshotRetention(countMin: limit).removable(in: metadata, adding: count, now: 100)
    }

    @Test("keeps the newest, the coming ones counted")
    func newest() {
        #expect(removable(in: table(9), keeping: 10) == [])
        #expect(removable(in: table(10), keeping: 10) == [1])
        #expect(removable(in: table(13), keeping: 10) == [1, 2, 3, 4])
        #expect(removable(in: table(13), adding: 4, keeping: 10) == [1, 2, 3, 4, 5, 6, 7])
        #expect(removable(in: table(13), adding: 10, keeping: 10).count == 13)
        #expect(removable(in: table(3), keeping: 1) == [1, 2, 3])
    }

    @Test("keeps what tags and other branches need, and what is on no branch")
    func references() {
        var metadata = table(10)
        metadata.refs["audit"] = .init(snapshotID: 2, kind: .tag)
        metadata.snapshots.append(snapshot(50, parent: 4))
        metadata.snapshots.append(snapshot(60, parent: 1))
        metadata.refs["test"] = .init(snapshotID: 50, kind: .branch)
        // `test` needs 50, 4, 3, 2 and 1; 60 is staged.
        #expect(removable(in: metadata, keeping: 3) == [5, 6, 7, 8])
        metadata.refs["test"] = nil
        #expect(removable(in: metadata, keeping: 3) == [1, 3, 4, 5, 6, 7, 8])
    }

    @Test("keeps as many as the table itself asks for")
    func property() {
        var metadata = table(10)
        metadata.properties["history.expire.min-snapshots-to-keep"] = "9"
        #expect(removable(in: metadata, keeping: 3) == [1, 2])
        metadata.properties["history.expire.min-snapshots-to-keep"] = "many"
        #expect(removable(in: metadata, keeping: 3).count == 8)
    }

    @Test("ends where parents go in a circle")
    func circle() {
        var metadata = table(5)
        metadata.snapshots[0].parentSnapshotID = 5
        #expect(removable(in: metadata, keeping: 3) == [1, 2, 3])
    }

    @Test(
        "keeps what is younger than a quarter of an hour, where commits come slowly enough",
        arguments: [
            // Seconds between two commits, and how many snapshots remain of many.
            (0.01, 100), (0.1, 100), (0.25, 100), (0.35, 1000), (0.8, 1000), (1, 900), (2, 450),
            (10, 100), (3600, 100),
        ]
    )
    func young(seconds: Double, count: Int) {
        var metadata = table(3000)
        for index in metadata.snapshots.indices {
            metadata.snapshots[index].timestampMilliseconds = Int64(seconds * 1000) * Int64(index)
        }
        let now = Int64(seconds * 1000) * 3000
        let removed = SnapshotRetention().removable(in: metadata, adding: 1, now: now)
        #expect(removed == Array(1...Int64(3001 - count)))
        let four = SnapshotRetention().removable(in: metadata, adding: 4, now: now)
        #expect(abs(four.count - (3004 - count)) <= 3)
    }

    @Test("makes nothing of clocks that went back")
    func clocks() {
        let metadata = table(300)
        let removed = SnapshotRetention().removable(in: metadata, adding: 1, now: -1_000_000_000)
        #expect(removed == Array(1...201))
    }
}

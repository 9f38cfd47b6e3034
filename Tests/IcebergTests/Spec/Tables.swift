import Iceberg

/// Tables that the tests change.
enum Tables {
    static let start: Int64 = 1_790_000_000_000
    static let uuid = "0b3c1a52-5a2b-4c8e-9f0e-1d2c3b4a5968"

    static let schema = Schema(
        schemaID: 0,
        fields: [
            NestedField(id: 1, name: "tenant_id", isRequired: true, type: .primitive(.string)),
            NestedField(
                id: 2,
                name: "event_time",
                isRequired: true,
                type: .primitive(.timestamptz)
            ),
            NestedField(id: 3, name: "payload", isRequired: false, type: .primitive(.string)),
        ]
    )
    static let spec = PartitionSpec(
        specID: 0,
        fields: [
            .init(sourceID: 1, fieldID: 1000, name: "tenantId", transform: .identity),
            .init(sourceID: 2, fieldID: 1001, name: "dt", transform: .day),
        ]
    )
    static let order = SortOrder(orderID: 1, fields: [.init(sourceID: 2)])

    /// A table without snapshots.
    static func empty(version: Int = 2) -> TableMetadata {
        TableMetadata(
            formatVersion: version,
            tableUUID: uuid,
            location: "s3://lake/events",
            lastUpdatedMilliseconds: start,
            lastColumnID: 3,
            schema: schema,
            partitionSpec: spec,
            sortOrder: order
        )
    }

    /// A snapshot as an append to a table makes it.
    static func snapshot(_ id: Int64, on table: TableMetadata) -> Snapshot {
        var snapshot = Snapshot(
            snapshotID: id,
            parentSnapshotID: table.currentSnapshotID,
            sequenceNumber: table.nextSequenceNumber,
            timestampMilliseconds: table.lastUpdatedMilliseconds + 1,
            manifestList: "s3://lake/events/metadata/snap-\(id).avro",
            summary: ["operation": "append"],
            schemaID: table.currentSchemaID
        )
        if table.formatVersion > 2 {
            snapshot.firstRowID = table.nextRowID
            snapshot.addedRows = 10
        }
        return snapshot
    }

    /// The updates of an append.
    static func append(_ id: Int64, to table: TableMetadata) -> [TableUpdate] {
        [
            .addSnapshot(snapshot(id, on: table)),
            .setSnapshotRef(name: "main", .init(snapshotID: id, kind: .branch)),
        ]
    }

    /// A table with the snapshots 1, 2, …, each appended to the one before.
    static func withSnapshots(_ count: Int64, version: Int = 2) throws -> TableMetadata {
        var table = empty(version: version)
        for id in 1...count {
            table = try table.applying(append(id, to: table), now: start + 10 * id)
        }
        return table
    }
}

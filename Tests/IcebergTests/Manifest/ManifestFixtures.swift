import Iceberg
import LakeModel

/// A table of clicks, its files, and its manifests.
enum ManifestFixtures {
    static let path = "s3://lake/root/_catalog/tenantId=acme/clicks/metadata/m0.avro"
    static let snapshotID: Int64 = 3_051_729_675_574_597_004

    static let schema = Schema(
        schemaID: 3,
        fields: [
            NestedField(id: 1, name: "tenant_id", isRequired: true, type: .primitive(.string)),
            NestedField(
                id: 3,
                name: "event_time",
                isRequired: true,
                type: .primitive(.timestamptz)
            ),
            NestedField(id: 5, name: "n", isRequired: false, type: .primitive(.long)),
            NestedField(id: 6, name: "price", isRequired: false, type: .primitive(.double)),
        ]
    )

    static let spec = PartitionSpec(
        specID: 7,
        fields: [
            .init(sourceID: 1, fieldID: 1000, name: "tenantId", transform: .identity),
            .init(sourceID: 3, fieldID: 1001, name: "dt", transform: .day),
        ]
    )

    static func file(_ number: Int) -> DataFile {
        var file = DataFile(
            filePath: "s3://lake/root/clicks/tenantId=acme/dt=2026-01-02/\(number).parquet",
            partition: [
                number.isMultiple(of: 3) ? nil : .bytes(Array("acme".utf8)),
                .int(20_000 + Int32(number % 5)),
            ],
            recordCount: Int64(number) + 1,
            fileSizeInBytes: 1000 + Int64(number)
        )
        file.columnSizes = [1: 10, 3: 1 << 40]
        file.valueCounts = [1: Int64(number), 3: Int64(number), 5: 7]
        file.nullValueCounts = [1: 0]
        file.nanValueCounts = number.isMultiple(of: 2) ? [6: 1] : [:]
        file.lowerBounds = [1: Array("acme".utf8), 5: [UInt8](repeating: 0xFF, count: 8)]
        file.upperBounds = [1: Array("acmf".utf8), 5: [9, 0, 0, 0, 0, 0, 0, 0]]
        file.keyMetadata = number == 1 ? [1, 2, 255] : nil
        file.splitOffsets = number == 2 ? nil : [4, 1004]
        file.sortOrderID = number == 3 ? nil : 1
        file.referencedDataFile = number == 4 ? "s3://lake/x.parquet" : nil
        return file
    }

    /// Entries of every status.
    static func entries(_ count: Int) -> [ManifestEntry] {
        (0..<count).map { number in
            let status = [ManifestEntry.Status.added, .existing, .deleted][number % 3]
            let isNew = status == .added
            return ManifestEntry(
                status: status,
                snapshotID: isNew ? snapshotID : 55,
                sequenceNumber: isNew ? nil : 4 + Int64(number % 2),
                fileSequenceNumber: isNew ? nil : 3,
                dataFile: file(number)
            )
        }
    }

    static func manifest(
        _ entries: [ManifestEntry],
        formatVersion: Int = 2,
        codec: AvroCodec = .deflate
    ) throws -> WrittenManifest {
        var writer = try ManifestWriter(
            schema: schema,
            spec: spec,
            formatVersion: formatVersion,
            snapshotID: snapshotID,
            codec: codec
        )
        for entry in entries { try writer.append(entry) }
        return try writer.finish(path: path)
    }

    static func list(
        _ manifests: [ManifestFile],
        sequenceNumber: Int64 = 9,
        formatVersion: Int = 2,
        codec: AvroCodec = .deflate
    ) throws -> [UInt8] {
        try ManifestListWriter.write(
            manifests,
            snapshotID: snapshotID,
            parentSnapshotID: nil,
            sequenceNumber: sequenceNumber,
            formatVersion: formatVersion,
            codec: codec
        )
    }

    /// The entries as a manifest of the sequence number 9 gives them.
    static func inherited(_ entries: [ManifestEntry]) -> [ManifestEntry] {
        entries.map { entry in
            var entry = entry
            entry.sequenceNumber = entry.sequenceNumber ?? 9
            entry.fileSequenceNumber = entry.fileSequenceNumber ?? 9
            return entry
        }
    }
}

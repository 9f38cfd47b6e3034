/// Reads manifest lists, whoever wrote them: see ``ManifestReader``.
///
/// Source: Iceberg specification, "Manifest Lists".
public enum ManifestListReader {
    /// More manifests than a snapshot has; readers would need minutes to plan such a table.
    private static let manifestCountMax = 1 << 20

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - path: Where it lies, for messages.
    /// - Returns: What it holds.
    /// - Throws: ``CatalogError`` `.corrupt`; the message names the list.
    public static func read(_ bytes: [UInt8], path: String) throws(CatalogError) -> ManifestList {
        do throws(AvroError) {
            var container = try ObjectContainer(bytes)
            guard let record = container.schema.recordFields else {
                throw AvroError("its objects are no records")
            }
            let fields = ManifestField.fields(record, names: names)
            let missing = [500, 501, 502].filter { id in !fields.contains { $0.id == id } }
            guard missing.isEmpty else { throw AvroError("the fields \(missing) are missing") }
            var list = ManifestList(
                manifests: [],
                formatVersion: try ManifestReader.formatVersion(container)
                    // DuckDB leaves the header out; sequence numbers came with version 2.
                    ?? (fields.contains { $0.id == 515 } ? 2 : 1),
                snapshotID: container.text("snapshot-id").flatMap { Int64($0) },
                parentSnapshotID: container.text("parent-snapshot-id").flatMap { Int64($0) },
                sequenceNumber: container.text("sequence-number").flatMap { Int64($0) }
            )
            try container.forEach { (reader) throws(AvroError) in
                list.manifests.append(try reader.manifestFile(fields))
                guard list.manifests.count <= manifestCountMax else {
                    throw AvroError("more than \(manifestCountMax) manifests")
                }
            }
            return list
        } catch {
            throw error.corrupt("the manifest list \(path)")
        }
    }

    private static let names: [String: Int32] = [
        "manifest_path": 500, "manifest_length": 501, "partition_spec_id": 502, "content": 517,
        "sequence_number": 515, "min_sequence_number": 516, "added_snapshot_id": 503,
        "added_files_count": 504, "existing_files_count": 505, "deleted_files_count": 506,
        "added_data_files_count": 504, "existing_data_files_count": 505,
        "deleted_data_files_count": 506, "added_rows_count": 512, "existing_rows_count": 513,
        "deleted_rows_count": 514, "partitions": 507, "key_metadata": 519, "first_row_id": 520,
    ]
}

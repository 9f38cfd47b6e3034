/// Where in a manifest's records what lies: resolved once for a file, not once for an entry.
struct ManifestLayout: Sendable {
    /// The fields of `manifest_entry`.
    let entry: [ManifestField]
    /// The fields of `data_file`.
    let file: [ManifestField]
    /// The fields of the partition, and each one's place among the spec's; nil: none of them.
    let partition: [(schema: AvroSchema, index: Int?)]
    /// The partition's types.
    let types: PartitionType

    init(_ schema: AvroSchema, _ types: PartitionType) throws(AvroError) {
        guard let entry = schema.recordFields else { throw AvroError("entries are no records") }
        self.entry = ManifestField.fields(entry, names: Self.entryNames)
        guard let file = self.entry.first(where: { $0.id == 2 })?.schema.recordFields else {
            throw AvroError("entries have no data_file")
        }
        self.file = ManifestField.fields(file, names: Self.fileNames)
        let parts = self.file.first { $0.id == 102 }?.schema.recordFields ?? []
        partition = parts.map { part in
            let index = types.fields.firstIndex { field in
                if let id = part.id { return id == field.fieldID }
                return part.name == AvroTypeNames.sanitized(field.name)
            }
            return (part.schema, index)
        }
        self.types = types
        let needed: Set<Int32> = [100, 101, 103, 104]
        let missing = needed.subtracting(self.file.compactMap(\.id))
        guard missing.isEmpty, self.entry.contains(where: { $0.id == 0 }) else {
            throw AvroError("entries lack the fields \(missing.sorted()) or their status")
        }
    }

    private static let entryNames: [String: Int32] = [
        "status": 0, "snapshot_id": 1, "data_file": 2, "sequence_number": 3,
        "file_sequence_number": 4,
    ]

    private static let fileNames: [String: Int32] = [
        "content": 134, "file_path": 100, "file_format": 101, "partition": 102,
        "record_count": 103, "file_size_in_bytes": 104, "column_sizes": 108, "value_counts": 109,
        "null_value_counts": 110, "nan_value_counts": 137, "lower_bounds": 125,
        "upper_bounds": 128, "key_metadata": 131, "split_offsets": 132, "equality_ids": 135,
        "sort_order_id": 140, "first_row_id": 142, "referenced_data_file": 143,
        "content_offset": 144, "content_size_in_bytes": 145,
    ]
}

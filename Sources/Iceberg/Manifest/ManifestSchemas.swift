/// The Avro schemas of manifests and manifest lists, as JSON.
///
/// Names, field ids, the order of union branches and bare type names are what other readers look
/// for, some by equality: they are written exactly as the reference implementation writes them.
/// Source: Iceberg specification, "Manifests" and "Manifest Lists".
enum ManifestSchemas {
    /// The schema of a manifest list.
    static func manifestFile(formatVersion: Int) -> [UInt8] {
        let summary = record(
            "r508",
            [
                field("contains_null", 509, #""boolean""#),
                optional("contains_nan", 518, #""boolean""#),
                optional("lower_bound", 510, #""bytes""#),
                optional("upper_bound", 511, #""bytes""#),
            ]
        )
        var fields = [
            field("manifest_path", 500, #""string""#),
            field("manifest_length", 501, #""long""#),
            field("partition_spec_id", 502, #""int""#),
            field("content", 517, #""int""#),
            field("sequence_number", 515, #""long""#),
            field("min_sequence_number", 516, #""long""#),
            field("added_snapshot_id", 503, #""long""#),
            field("added_files_count", 504, #""int""#),
            field("existing_files_count", 505, #""int""#),
            field("deleted_files_count", 506, #""int""#),
            field("added_rows_count", 512, #""long""#),
            field("existing_rows_count", 513, #""long""#),
            field("deleted_rows_count", 514, #""long""#),
            optional("partitions", 507, #"{"type":"array","items":\#(summary),"element-id":508}"#),
            optional("key_metadata", 519, #""bytes""#),
        ]
        if formatVersion >= 3 { fields.append(optional("first_row_id", 520, #""long""#)) }
        return Array(record("manifest_file", fields).utf8)
    }

    /// The schema of a manifest of files of these partitions.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when a partition's type cannot be written.
    static func manifestEntry(
        partition: PartitionType,
        formatVersion: Int
    ) throws(CatalogError) -> [UInt8] {
        let entry = record(
            "manifest_entry",
            [
                field("status", 0, #""int""#),
                optional("snapshot_id", 1, #""long""#),
                optional("sequence_number", 3, #""long""#),
                optional("file_sequence_number", 4, #""long""#),
                field("data_file", 2, record("r2", try dataFile(partition, formatVersion))),
            ]
        )
        return Array(entry.utf8)
    }

    private static func dataFile(
        _ partition: PartitionType,
        _ formatVersion: Int
    ) throws(CatalogError) -> [String] {
        var names = AvroTypeNames()
        var parts: [String] = []
        for part in partition.fields {
            let name = AvroTypeNames.sanitized(part.name)
            let original = name == part.name ? nil : part.name
            parts.append(optional(name, part.fieldID, try names.text(of: part.type), original))
        }
        let before = [
            field("content", 134, #""int""#),
            field("file_path", 100, #""string""#),
            field("file_format", 101, #""string""#),
            field("partition", 102, record("r102", parts)),
        ]
        return before + afterPartition + (formatVersion >= 3 ? onlyVersion3 : onlyVersion2)
    }

    private static let afterPartition = [
        field("record_count", 103, #""long""#),
        field("file_size_in_bytes", 104, #""long""#),
        optional("column_sizes", 108, map(117, 118, "long")),
        optional("value_counts", 109, map(119, 120, "long")),
        optional("null_value_counts", 110, map(121, 122, "long")),
        optional("nan_value_counts", 137, map(138, 139, "long")),
        optional("lower_bounds", 125, map(126, 127, "bytes")),
        optional("upper_bounds", 128, map(129, 130, "bytes")),
        optional("key_metadata", 131, #""bytes""#),
        optional("split_offsets", 132, #"{"type":"array","items":"long","element-id":133}"#),
        optional("equality_ids", 135, #"{"type":"array","items":"int","element-id":136}"#),
        optional("sort_order_id", 140, #""int""#),
    ]

    private static let onlyVersion2 = [optional("referenced_data_file", 143, #""string""#)]

    private static let onlyVersion3 = [
        optional("first_row_id", 142, #""long""#),
        optional("referenced_data_file", 143, #""string""#),
        optional("content_offset", 144, #""long""#),
        optional("content_size_in_bytes", 145, #""long""#),
    ]

    private static func field(_ name: String, _ id: Int32, _ type: String) -> String {
        #"{"name":"\#(name)","type":\#(type),"field-id":\#(id)}"#
    }

    private static func optional(
        _ name: String,
        _ id: Int32,
        _ type: String,
        _ original: String? = nil
    ) -> String {
        let named = original.map { #","iceberg-field-name":\#(AvroTypeNames.quoted($0))"# } ?? ""
        return #"{"name":"\#(name)","type":["null",\#(type)],"default":null,"#
            + #""field-id":\#(id)\#(named)}"#
    }

    private static func record(_ name: String, _ fields: [String]) -> String {
        #"{"type":"record","name":"\#(name)","fields":[\#(fields.joined(separator: ","))]}"#
    }

    /// A map of `int` keys: Avro's own have text for keys.
    private static func map(_ key: Int32, _ value: Int32, _ type: String) -> String {
        let pair = record(
            "k\(key)_v\(value)",
            [field("key", key, #""int""#), field("value", value, #""\#(type)""#)]
        )
        return #"{"type":"array","logicalType":"map","items":\#(pair)}"#
    }
}

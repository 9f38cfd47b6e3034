import Iceberg
import LakeModel

/// Manifests as JSON: the same text as `Tests/InteropTests/harness/manifests.py` makes of them.
enum ManifestText {
    static func entries(_ entries: [ManifestEntry]) -> String {
        var json = JSONWriter()
        json.array { json in
            for entry in entries { write(entry, &json) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    static func manifests(_ files: [ManifestFile]) -> String {
        var json = JSONWriter()
        json.array { json in
            for file in files { write(file, &json) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func write(_ entry: ManifestEntry, _ json: inout JSONWriter) {
        json.object { json in
            json.member("status", entry.status.rawValue)
            integer("snapshot_id", entry.snapshotID, &json)
            integer("sequence_number", entry.sequenceNumber, &json)
            integer("file_sequence_number", entry.fileSequenceNumber, &json)
            json.name("data_file")
            json.object { write(entry.dataFile, &$0) }
        }
    }

    private static func write(_ file: DataFile, _ json: inout JSONWriter) {
        json.member("content", file.content.rawValue)
        json.member("file_path", file.filePath)
        json.member("file_format", file.fileFormat)
        json.name("partition")
        json.array { json in
            for value in file.partition {
                switch value {
                case .bytes(let text): json.string(String(decoding: text, as: UTF8.self))
                case .int(let day): json.integer(day)
                default: json.null()
                }
            }
        }
        json.member("record_count", file.recordCount)
        json.member("file_size_in_bytes", file.fileSizeInBytes)
        map("column_sizes", file.columnSizes, &json) { $1.integer($0) }
        map("value_counts", file.valueCounts, &json) { $1.integer($0) }
        map("null_value_counts", file.nullValueCounts, &json) { $1.integer($0) }
        map("nan_value_counts", file.nanValueCounts, &json) { $1.integer($0) }
        map("lower_bounds", file.lowerBounds, &json) { $1.string(hexadecimal($0)) }
        map("upper_bounds", file.upperBounds, &json) { $1.string(hexadecimal($0)) }
        bytes("key_metadata", file.keyMetadata, &json)
        list("split_offsets", file.splitOffsets, &json)
        list("equality_ids", file.equalityIDs, &json)
        integer("sort_order_id", file.sortOrderID, &json)
        json.name("referenced_data_file")
        if let path = file.referencedDataFile { json.string(path) } else { json.null() }
    }

    private static func write(_ file: ManifestFile, _ json: inout JSONWriter) {
        json.object { json in
            json.member("manifest_path", file.manifestPath)
            json.member("manifest_length", file.manifestLength)
            json.member("partition_spec_id", file.partitionSpecID)
            json.member("content", file.content.rawValue)
            json.member("sequence_number", file.sequenceNumber)
            json.member("min_sequence_number", file.minSequenceNumber)
            json.member("added_snapshot_id", file.addedSnapshotID)
            json.member("added_files_count", file.addedFilesCount)
            json.member("existing_files_count", file.existingFilesCount)
            json.member("deleted_files_count", file.deletedFilesCount)
            json.member("added_rows_count", file.addedRowsCount)
            json.member("existing_rows_count", file.existingRowsCount)
            json.member("deleted_rows_count", file.deletedRowsCount)
            json.name("partitions")
            json.array { json in
                for summary in file.partitions ?? [] {
                    json.object { json in
                        json.member("contains_null", summary.containsNull)
                        json.name("contains_nan")
                        if let nan = summary.containsNaN { json.boolean(nan) } else { json.null() }
                        bytes("lower_bound", summary.lowerBound, &json)
                        bytes("upper_bound", summary.upperBound, &json)
                    }
                }
            }
            bytes("key_metadata", file.keyMetadata, &json)
        }
    }

    private static func integer(
        _ name: String,
        _ value: (some BinaryInteger)?,
        _ json: inout JSONWriter
    ) {
        json.name(name)
        if let value { json.integer(value) } else { json.null() }
    }

    private static func bytes(_ name: String, _ value: [UInt8]?, _ json: inout JSONWriter) {
        json.name(name)
        if let value { json.string(hexadecimal(value)) } else { json.null() }
    }

    private static func list(
        _ name: String,
        _ values: [some BinaryInteger]?,
        _ json: inout JSONWriter
    ) {
        json.name(name)
        guard let values else { return json.null() }
        json.array { json in
            for value in values { json.integer(value) }
        }
    }

    private static func map<Value>(
        _ name: String,
        _ map: [Int32: Value],
        _ json: inout JSONWriter,
        _ write: (Value, inout JSONWriter) -> Void
    ) {
        json.name(name)
        guard !map.isEmpty else { return json.null() }
        json.array { json in
            for (key, value) in map.sorted(by: { $0.key < $1.key }) {
                json.array { json in
                    json.integer(key)
                    write(value, &json)
                }
            }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

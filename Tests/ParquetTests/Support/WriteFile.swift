import Columnar
import LakeModel
import Parquet

/// Writes a file into memory.
func writeFile(
    _ schema: TableSchema,
    _ batches: [RecordBatch],
    settings: WriterSettings = WriterSettings(),
    keyValueMetadata: [(String, String)] = [],
    sortedBy: [FieldID] = []
) throws -> (bytes: [UInt8], metrics: FileMetrics) {
    var bytes: [UInt8] = []
    var writer = try FileWriter(
        schema: schema,
        settings: settings,
        keyValueMetadata: keyValueMetadata,
        sortedBy: sortedBy
    )
    for batch in batches { try writer.write(batch) { bytes += $0 } }
    let metrics = try writer.finish { bytes += $0 }
    return (bytes, metrics)
}

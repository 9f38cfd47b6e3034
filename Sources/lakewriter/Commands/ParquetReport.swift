import Parquet

/// What `inspect --json` prints of a Parquet file.
struct ParquetReport: Encodable {
    private struct ColumnChunk: Encodable {
        let rowGroup: Int
        let path: String
        let type: String
        let codec: String
        let encodings: [String]
        let valueCount: Int64
        let nullCount: Int64?
        let compressedSize: Int64
        let uncompressedSize: Int64
        let lowerBound: String?
        let upperBound: String?
    }

    private let kind = "parquet"
    private let fileSize: Int
    private let rowCount: Int64
    private let rowGroupCount: Int
    private let createdBy: String?
    private let keyValueMetadata: [String: String]
    private let schema: String
    private let columnChunks: [ColumnChunk]

    init(_ inspector: FileInspector) {
        fileSize = inspector.fileSizeBytes
        rowCount = inspector.metaData.rowCount
        rowGroupCount = inspector.metaData.rowGroups.count
        createdBy = inspector.metaData.createdBy
        keyValueMetadata = Dictionary(
            (inspector.metaData.keyValueMetadata ?? []).map { ($0.key, $0.value ?? "") },
            uniquingKeysWith: { $1 }
        )
        schema = inspector.schema.description
        columnChunks = inspector.columns.map { column in
            ColumnChunk(
                rowGroup: column.rowGroup,
                path: column.path,
                type: "\(column.type)",
                codec: "\(column.codec)",
                encodings: column.encodings.map { "\($0)" },
                valueCount: column.valueCount,
                nullCount: column.nullCount,
                compressedSize: column.compressedSize,
                uncompressedSize: column.uncompressedSize,
                lowerBound: column.lowerBound,
                upperBound: column.upperBound
            )
        }
    }
}

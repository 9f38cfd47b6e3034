import Foundation
import Parquet
import WriteAheadLog

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

/// What `inspect --json` prints of a log segment.
struct SegmentReport: Encodable {
    private struct Entry: Encodable {
        let offset: Int
        let byteCount: Int
        let position: UInt64
        let content: String
    }

    private let kind = "segment"
    private let log: String?
    private let position: UInt64?
    private let byteCount: Int
    private let isDamaged: Bool
    private let entries: [Entry]

    init(_ segment: SegmentInspector) {
        log = segment.identity.map { String($0, radix: 16) }
        position = segment.first?.rawValue
        byteCount = segment.byteCount
        isDamaged = segment.isDamaged
        entries = segment.entries.map { entry in
            Entry(
                offset: entry.offset,
                byteCount: entry.byteCount,
                position: entry.position.rawValue,
                content: "\(entry)"
            )
        }
    }
}

extension Encodable {
    /// The value as one line of JSON, keys in the order of the alphabet and in snake case.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

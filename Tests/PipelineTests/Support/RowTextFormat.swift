import Columnar
import LakeModel
import ObjectStorage
import Parquet
import Pipeline

/// Writes one text column of a file, a line a row: for tests that ask what stands in the rows.
///
/// The column is `event_id`, or `raw` of dead letters.
struct RowTextFormat: DataFileFormat {
    func makeEncoder(
        _ schema: TableSchema,
        _ table: TableIdentifier
    ) throws -> any DataFileEncoding {
        Encoding(column: table.table == .deadLetters ? "raw" : "event_id")
    }

    func readMetrics(
        of key: ObjectKey,
        size: Int,
        in store: any ObjectStore
    ) async throws -> FileMetrics {
        Self.metrics(try await store.get(key, range: nil))
    }

    private static func metrics(_ bytes: [UInt8]) -> FileMetrics {
        FileMetrics(
            rowCount: bytes.count { $0 == 0x0A },
            fileSizeBytes: bytes.count,
            splitOffsets: [],
            columns: [:]
        )
    }

    private final class Encoding: DataFileEncoding {
        private let column: String
        private var written: [UInt8] = []

        init(column: String) {
            self.column = column
        }

        func write(_ batch: RecordBatch) throws -> [UInt8] {
            guard let column = batch.columns.first(where: { $0.field.name == column }),
                case .bytes(let offsets, let data) = column.storage
            else { preconditionFailure("there is no column \(column) of bytes") }
            let lines: [UInt8] = (0..<batch.rowCount).flatMap { row in
                (Int(offsets[row])..<Int(offsets[row + 1])).map { data[$0] } + [0x0A]
            }
            written += lines
            return lines
        }

        func finish() throws -> (bytes: [UInt8], metrics: FileMetrics) {
            ([], RowTextFormat.metrics(written))
        }
    }
}

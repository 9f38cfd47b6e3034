import Columnar
import LakeModel
import ObjectStorage
import Parquet
import Pipeline

/// Writes a file as the numbers of its events, a line each: what the simulation asks about.
///
/// An event's number is its id; a dead letter's is in its raw bytes.
struct EventNumberFormat: DataFileFormat {
    func makeEncoder(
        _ schema: TableSchema,
        _ table: TableIdentifier
    ) throws -> any DataFileEncoding {
        Encoding(isDeadLetters: table.table == .deadLetters)
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
        private let isDeadLetters: Bool
        private var written: [UInt8] = []

        init(isDeadLetters: Bool) {
            self.isDeadLetters = isDeadLetters
        }

        func write(_ batch: RecordBatch) throws -> [UInt8] {
            let name = isDeadLetters ? "raw" : SystemColumns.eventID.name
            guard let column = batch.columns.first(where: { $0.field.name == name }),
                case .bytes(let offsets, let data) = column.storage
            else { preconditionFailure("there is a column \(name) of bytes") }
            var lines: [UInt8] = []
            for row in 0..<batch.rowCount {
                let value = (Int(offsets[row])..<Int(offsets[row + 1])).map { data[$0] }
                lines += value.filter { (0x30...0x39).contains($0) }
                lines.append(0x0A)
            }
            written += lines
            return lines
        }

        func finish() throws -> (bytes: [UInt8], metrics: FileMetrics) {
            ([], EventNumberFormat.metrics(written))
        }
    }
}

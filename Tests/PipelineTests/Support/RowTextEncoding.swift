import LakeModel
import Columnar
import Pipeline

/// Writes one text column of a file, a line a row: for tests that ask what stands in the rows.
final class RowTextEncoding: DataFileEncoding {
    private let column: String

    init(column: String) {
        self.column = column
    }

    func write(_ batch: RecordBatch) throws -> [UInt8] {
        guard let column = batch.columns.first(where: { $0.field.name == column }),
            case .bytes(let offsets, let data) = column.storage
        else { preconditionFailure("there is no column \(column) of bytes") }
        return (0..<batch.rowCount).flatMap { row in
            (Int(offsets[row])..<Int(offsets[row + 1])).map { data[$0] } + [0x0A]
        }
    }

    func finish() throws -> [UInt8] { [] }
}

import Columnar
import LakeModel
import Pipeline

/// Writes a file as the numbers of its events, a line each: what the simulation asks about.
///
/// An event's number is its id; a dead letter's is in its raw bytes.
final class EventNumberEncoding: DataFileEncoding {
    private let isDeadLetters: Bool

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
        return lines
    }

    func finish() throws -> [UInt8] { [] }
}

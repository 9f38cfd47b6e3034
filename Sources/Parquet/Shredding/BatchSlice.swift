import Columnar

/// Some rows of a batch, which a row group takes in.
struct BatchSlice: Sendable {
    /// The batch.
    let batch: RecordBatch
    /// Which of its rows.
    let rows: Range<Int>

    /// Bytes of the rows' values in memory, offsets and bitmaps not counted.
    var sizeBytes: Int {
        batch.columns.reduce(0) { $0 + $1.sizeBytes(rows) }
    }
}

extension Column {
    /// Bytes of some slots' values; 0 for slots that the storage does not have.
    fileprivate func sizeBytes(_ slots: Range<Int>) -> Int {
        switch storage {
        case .bytes1: return slots.count
        case .int32: return 4 * slots.count
        case .int64, .double: return 8 * slots.count
        case .int128: return 16 * slots.count
        case .bytes(let offsets, _):
            return offsets.bounds(slots).map { $0.count + 4 * slots.count } ?? 0
        case .structure(let children):
            return children.reduce(0) { $0 + $1.sizeBytes(slots) }
        case .list(let offsets, let element):
            return offsets.bounds(slots).map { element.sizeBytes($0) + 4 * slots.count } ?? 0
        }
    }
}

extension ColumnBuffer where Element == UInt32 {
    /// What the offsets of some slots enclose; nil when they do not reach so far or fall.
    func bounds(_ slots: Range<Int>) -> Range<Int>? {
        guard slots.upperBound < count else { return nil }
        let start = Int(self[slots.lowerBound])
        let end = Int(self[slots.upperBound])
        return start <= end ? start..<end : nil
    }
}

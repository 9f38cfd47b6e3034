/// One sort column of several batches.
struct SortKey {
    private let columns: [Column]

    /// Nil when the column's type has no order.
    init?(_ columns: [Column]) {
        for column in columns {
            switch column.storage {
            case .structure, .list: return nil
            default: continue
            }
        }
        self.columns = columns
    }

    /// A number that is ordered as the values are, where it differs; 0 for null.
    func prefix(_ batch: Int, _ row: Int) -> UInt64 {
        let column = columns[batch]
        guard column.isValid(row) else { return 0 }
        // Never null's 0: a value whose prefix would be shares 1 with the next, and is compared.
        return max(1, prefix(of: column.storage, row))
    }

    private func prefix(of storage: Column.Storage, _ row: Int) -> UInt64 {
        let signBit: UInt64 = 1 << 63
        switch storage {
        case .bytes1(let values):
            return UInt64(values[row]) + 1
        case .int32(let values):
            return UInt64(bitPattern: Int64(values[row])) ^ signBit
        case .int64(let values):
            return UInt64(bitPattern: values[row]) ^ signBit
        case .int128(let values):
            return UInt64(truncatingIfNeeded: values[row] >> 64) ^ signBit
        case .double(let values):
            let bits = values[row].bitPattern
            return bits & signBit == 0 ? bits | signBit : ~bits
        case .bytes(let offsets, let data):
            let start = Int(offsets[row])
            let count = min(Int(offsets[row + 1]) - start, 8)
            var prefix: UInt64 = 0
            for index in 0..<count {
                prefix |= UInt64(data[start + index]) << UInt64(56 - 8 * index)
            }
            return prefix
        case .structure, .list:
            return 0
        }
    }

    /// Negative, zero or positive as the left value is before, equal to or after the right one.
    func compare(_ left: (batch: Int, row: Int), _ right: (batch: Int, row: Int)) -> Int {
        let leftColumn = columns[left.batch]
        let rightColumn = columns[right.batch]
        switch (leftColumn.isValid(left.row), rightColumn.isValid(right.row)) {
        case (false, false): return 0
        case (false, true): return -1
        case (true, false): return 1
        case (true, true): break
        }
        switch (leftColumn.storage, rightColumn.storage) {
        case (.int128(let leftValues), .int128(let rightValues)):
            return Self.order(leftValues[left.row], rightValues[right.row])
        case (.bytes(let leftOffsets, let leftData), .bytes(let rightOffsets, let rightData)):
            return leftData.compare(
                Int(leftOffsets[left.row])..<Int(leftOffsets[left.row + 1]),
                with: rightData,
                Int(rightOffsets[right.row])..<Int(rightOffsets[right.row + 1])
            )
        case (let leftStorage, let rightStorage):
            return Self.order(
                prefix(of: leftStorage, left.row),
                prefix(of: rightStorage, right.row)
            )
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }
}

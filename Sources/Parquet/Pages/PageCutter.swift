/// Cuts a column chunk into pages.
///
/// A page ends at a row, after so many rows or so many bytes of values, whatever comes first; a
/// single row may be larger.
struct PageCutter {
    let leaf: LeafColumn
    let levels: LevelBuffer
    let buffer: LeafBuffer
    let rowsMax: Int
    let sizeBytesMax: Int
    /// Bytes of a value that is encoded in a fixed width; nil for bytes in their own length.
    let valueBytes: Int?

    /// The page that follows another, or the first; nil when all is taken.
    func next(after last: PageExtent?) -> PageExtent? {
        let level = last?.levels.upperBound ?? 0
        let value = last?.values.upperBound ?? 0
        guard level < levels.count else { return nil }
        let firstRow = last.map { $0.firstRow + $0.rowCount } ?? 0
        var wanted = max(rowsMax, 1)
        while true {
            let (rows, end) = rowsEnd(from: level, rows: wanted)
            let values = value..<(value + presentCount(level..<end))
            let size = sizeBytes(values)
            if rows > 1, size > sizeBytesMax {
                // At most by half a time: the next rows may be smaller than these.
                wanted = max(rows / 2, min(rows - 1, rows * sizeBytesMax / size))
                continue
            }
            return PageExtent(
                firstRow: firstRow,
                rowCount: rows,
                levels: level..<end,
                values: values
            )
        }
    }

    /// Where up to `rows` rows end that begin at `level`, and how many they are.
    private func rowsEnd(from level: Int, rows: Int) -> (rows: Int, end: Int) {
        guard leaf.repetitionLevelMax > 0 else {
            let end = min(levels.count, level + rows)
            return (end - level, end)
        }
        let repetition = unsafe levels.repetition.base
        var found = 1
        var end = level + 1
        while end < levels.count {
            if unsafe repetition[end] == 0 {
                if found == rows { break }
                found += 1
            }
            end += 1
        }
        return (found, end)
    }

    private func presentCount(_ range: Range<Int>) -> Int {
        guard !levels.isFull else { return range.count }
        let definition = unsafe levels.definition.base
        let present = UInt8(leaf.definitionLevelMax)
        var count = 0
        for level in range { unsafe count &+= definition[level] == present ? 1 : 0 }
        return count
    }

    private func sizeBytes(_ values: Range<Int>) -> Int {
        if let valueBytes { return values.count * valueBytes }
        let offsets = buffer.offsets
        return Int(offsets[values.upperBound] - offsets[values.lowerBound]) + 4 * values.count
    }
}

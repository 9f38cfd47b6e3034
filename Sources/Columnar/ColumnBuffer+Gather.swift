#if canImport(Glibc)
import Glibc
#endif

/// Copying rows out of several buffers into one, without a check for each row.
///
/// What makes it sound: every run lies in its batch (``RecordBatch/gather(_:rows:)`` has checked),
/// and every buffer is as long as its column says, which is checked here once a buffer.
extension ColumnBuffer {
    /// The elements of `runs`, whose batches are the indexes of `buffers`.
    static func gather(_ buffers: [ColumnBuffer], counts: [Int], runs: [RowRun]) -> ColumnBuffer {
        for (buffer, count) in zip(buffers, counts) {
            precondition(buffer.count >= count, "a buffer is as long as its column")
        }
        let total = runs.rowCount
        let result = ColumnBuffer(capacity: total)
        let bases = unsafe buffers.map { unsafe $0.base }
        var next = unsafe result.base
        for run in runs {
            let source = unsafe bases[run.batch] + run.start
            if run.count == 1 {
                unsafe next.initialize(to: source.pointee)
            } else {
                unsafe next.initialize(from: source, count: run.count)
            }
            unsafe next += run.count
        }
        result.setCount(total)
        return withExtendedLifetime(buffers) { result }
    }
}

extension ColumnBuffer<UInt32> {
    /// The offsets of the slots of `runs`, counted anew from 0.
    static func gatherOffsets(
        _ buffers: [ColumnBuffer],
        counts: [Int],
        runs: [RowRun]
    ) -> ColumnBuffer {
        for (buffer, count) in zip(buffers, counts) {
            precondition(buffer.count > count, "there is one offset more than slots")
        }
        let total = runs.rowCount
        let result = ColumnBuffer(capacity: total + 1)
        let bases = unsafe buffers.map { unsafe $0.base }
        unsafe result.base.initialize(to: 0)
        var next = unsafe result.base + 1
        var end = 0
        for run in runs {
            let source = unsafe bases[run.batch] + run.start
            let shift = unsafe end - Int(source.pointee)
            for slot in 1..<(run.count &+ 1) {
                unsafe next.initialize(to: UInt32(truncatingIfNeeded: Int(source[slot]) &+ shift))
                unsafe next += 1
            }
            end = unsafe Int(source[run.count]) + shift
        }
        precondition(end <= Int(UInt32.max), "a batch's column holds less than 4 GiB")
        result.setCount(total + 1)
        return withExtendedLifetime(buffers) { result }
    }
}

extension ColumnBuffer<UInt8> {
    /// The bytes of the slots of `runs`; `total` is the last of the gathered offsets.
    static func gatherData(
        _ buffers: [ColumnBuffer],
        offsets: [ColumnBuffer<UInt32>],
        runs: [RowRun],
        total: Int
    ) -> ColumnBuffer {
        for (buffer, slots) in zip(buffers, offsets) {
            precondition(Int(slots[slots.count - 1]) <= buffer.count, "offsets end in the data")
        }
        let result = ColumnBuffer(capacity: total)
        let bases = unsafe buffers.map { unsafe $0.base }
        let places = unsafe offsets.map { unsafe $0.base }
        var count = 0
        for run in runs {
            let place = unsafe places[run.batch] + run.start
            let start = unsafe Int(place.pointee)
            let length = unsafe Int(place[run.count]) - start
            precondition(count + length <= total, "the offsets' end is the data's")
            unsafe memcpy(result.base + count, bases[run.batch] + start, length)
            count += length
        }
        result.setCount(count)
        return withExtendedLifetime((buffers, offsets)) { result }
    }

    /// Negative, zero or positive as the bytes of `range` come before, equal or come after those
    /// of another buffer's range, a prefix before what it begins.
    func compare(_ range: Range<Int>, with other: ColumnBuffer, _ otherRange: Range<Int>) -> Int {
        precondition(range.upperBound <= count && otherRange.upperBound <= other.count)
        let shared = min(range.count, otherRange.count)
        let order = unsafe memcmp(
            base + range.lowerBound,
            other.base + otherRange.lowerBound,
            shared
        )
        return order != 0 ? Int(order) : range.count - otherRange.count
    }
}

#if canImport(Glibc)
import Glibc
#endif

extension ColumnBuffer {
    /// Appends `added` elements of another buffer from index `start` on.
    func append(contentsOf other: ColumnBuffer, from start: Int, count added: Int) {
        precondition(start >= 0 && added >= 0 && start + added <= other.count)
        unsafe other.withUnsafeBufferPointer { source in
            unsafe append(unsafe: UnsafeBufferPointer(rebasing: source[start..<(start + added)]))
        }
    }
}

extension ColumnBuffer<UInt8> {
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

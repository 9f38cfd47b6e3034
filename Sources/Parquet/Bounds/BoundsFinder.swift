#if canImport(Glibc)
import Glibc
#endif

/// Finds the least and the greatest of some values of a leaf.
///
/// Doubles: NaN is counted and no bound; a lower bound of zero is -0.0 and an upper one +0.0,
/// since readers compare them either way. Source: `parquet.thrift`, `ColumnOrder`.
final class BoundsFinder: @unchecked Sendable {
    /// By dictionary entry, the page that it was last seen in.
    private let lastSeen = Scratch<UInt32>()
    private var pageNumber: UInt32 = 0

    /// Bytes of memory held.
    var byteCapacity: Int { lastSeen.byteCapacity }

    /// Prepares for a column chunk whose dictionary has `entries` entries, 0 if it has none.
    func begin(entries: Int) {
        lastSeen.removeAll()
        lastSeen.append(repeating: 0, count: entries)
        pageNumber = 0
    }

    /// The bounds of values `range`; `indices` are their dictionary's, if it has one.
    func bounds(
        of leaf: LeafBuffer,
        _ layout: PhysicalLayout,
        _ range: Range<Int>,
        indices: Scratch<UInt32>?
    ) -> PageBounds {
        guard !range.isEmpty else { return PageBounds() }
        switch layout {
        case .boolean:
            let (low, high) = unsafe Self.extremes(leaf.booleans.base, range)
            return PageBounds(lower: .boolean(low != 0), upper: .boolean(high != 0))
        case .int32:
            let (low, high) = unsafe Self.extremes(leaf.int32s.base, range)
            return PageBounds(lower: .int(low), upper: .int(high))
        case .int64:
            let (low, high) = unsafe Self.extremes(leaf.int64s.base, range)
            return PageBounds(lower: .long(low), upper: .long(high))
        case .decimal:
            let (low, high) = unsafe Self.extremes(leaf.decimals.base, range)
            return PageBounds(lower: .decimal(low), upper: .decimal(high))
        case .double:
            return unsafe Self.doubleBounds(leaf.doubles.base, range)
        case .bytes:
            return byteBounds(leaf, range, indices)
        }
    }

    @unsafe private static func extremes<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>,
        _ range: Range<Int>
    ) -> (Value, Value) {
        var low = unsafe values[range.lowerBound]
        var high = low
        for index in range {
            let value = unsafe values[index]
            low = min(low, value)
            high = max(high, value)
        }
        return (low, high)
    }

    @unsafe private static func doubleBounds(
        _ values: UnsafePointer<Double>,
        _ range: Range<Int>
    ) -> PageBounds {
        var low = Double.nan
        var high = Double.nan
        var nanCount = 0
        for index in range {
            let value = unsafe values[index]
            // A comparison with NaN is false: a NaN never becomes a bound, the first number does.
            low = low <= value ? low : value == value ? value : low
            high = high >= value ? high : value == value ? value : high
            nanCount &+= value == value ? 0 : 1
        }
        guard nanCount < range.count else {
            return PageBounds(lower: nil, upper: nil, nanCount: nanCount)
        }
        return PageBounds(
            lower: .double(low == 0 ? -0.0 : low),
            upper: .double(high == 0 ? 0.0 : high),
            nanCount: nanCount
        )
    }
}

/// Byte arrays are compared by eight bytes first; what follows only where those are equal.
extension BoundsFinder {
    /// The bounds of byte arrays; of a dictionary's, each entry is looked at once a page.
    private func byteBounds(
        _ leaf: LeafBuffer,
        _ range: Range<Int>,
        _ indices: Scratch<UInt32>?
    ) -> PageBounds {
        pageNumber += 1
        let data = unsafe leaf.data.base
        let offsets = unsafe leaf.offsets.base
        var low = unsafe Extreme(range.lowerBound, data, offsets)
        var high = unsafe low
        for index in range {
            if let indices {
                let entry = unsafe lastSeen.base + Int(indices.base[index])
                if unsafe entry.pointee == pageNumber { continue }
                unsafe entry.pointee = pageNumber
            }
            let value = unsafe Extreme(index, data, offsets)
            if unsafe value.isLess(than: low) {
                unsafe low = value
            } else if unsafe high.isLess(than: value) {
                unsafe high = value
            }
        }
        return unsafe PageBounds(lower: .bytes(low.array), upper: .bytes(high.array))
    }

    /// A byte array with its first eight bytes as a number of the same order.
    @unsafe private struct Extreme {
        let bytes: UnsafePointer<UInt8>
        let count: Int
        let prefix: UInt64

        @inline(__always)
        init(
            _ index: Int,
            _ data: UnsafePointer<UInt8>,
            _ offsets: UnsafePointer<UInt32>
        ) {
            let start = unsafe Int(offsets[index])
            unsafe bytes = data + start
            unsafe count = Int(offsets[index &+ 1]) &- start
            let word = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).bigEndian
            // Slack behind the data makes the load safe; bytes of the next value are cleared.
            unsafe prefix = count >= 8 ? word : word & ~(~0 >> UInt64(8 * count))
        }

        @inline(__always)
        func isLess(than other: Extreme) -> Bool {
            if unsafe prefix != other.prefix { return unsafe prefix < other.prefix }
            let order = unsafe memcmp(bytes, other.bytes, min(count, other.count))
            return unsafe order < 0 || (order == 0 && count < other.count)
        }

        var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: bytes, count: count)) }
    }
}

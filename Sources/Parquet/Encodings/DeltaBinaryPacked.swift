/// DELTA_BINARY_PACKED: differences of neighbouring integers, packed in miniblocks of 32.
///
/// | part | bytes |
/// |---|---|
/// | header | block size, miniblocks a block, count (varints), first value (zigzag) |
/// | every block | least difference (zigzag), a width a miniblock, the miniblocks |
///
/// Differences wrap around, as decoders' sums do. Source: Parquet `Encodings.md`, "Delta
/// Encoding".
package enum DeltaBinaryPacked {
    /// Differences a block; the specification asks for a multiple of 128.
    static let blockSize = 128
    /// Differences a miniblock; the specification asks for a multiple of 32.
    static let miniblockSize = 32

    /// Appends `count` values.
    @unsafe package static func encode<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>,
        count: Int,
        into out: Scratch<UInt8>
    ) where Value.Magnitude: FixedWidthInteger & UnsignedInteger {
        out.append(varint: UInt64(blockSize))
        out.append(varint: UInt64(blockSize / miniblockSize))
        out.append(varint: UInt64(count))
        out.append(zigzag: count == 0 ? 0 : unsafe Int64(values[0]))
        guard count > 1 else { return }
        unsafe withUnsafeTemporaryAllocation(of: Value.Magnitude.self, capacity: blockSize) {
            guard let deltas = $0.baseAddress else { return }
            var index = 1
            while index < count {
                let size = min(blockSize, count - index)
                let least = unsafe relativeDeltas(values + index, count: size, to: deltas)
                out.append(zigzag: Int64(least))
                unsafe appendMiniblocks(deltas, count: size, into: out)
                index += size
            }
        }
    }

    /// The number of bytes that ``encode(_:count:into:)`` would append, to within ten a block.
    @unsafe package static func encodedSize<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>,
        count: Int
    ) -> Int where Value.Magnitude: FixedWidthInteger & UnsignedInteger {
        var size = 16
        unsafe withUnsafeTemporaryAllocation(of: Value.Magnitude.self, capacity: blockSize) {
            guard let deltas = $0.baseAddress else { return }
            var index = 1
            while index < count {
                let block = min(blockSize, count - index)
                let least = unsafe relativeDeltas(values + index, count: block, to: deltas)
                size += blockSize / miniblockSize
                size += (Value.bitWidth - least.magnitude.leadingZeroBitCount) / 7 + 1
                for start in stride(from: 0, to: block, by: miniblockSize) {
                    size += unsafe width(deltas + start) * miniblockSize / 8
                }
                index += block
            }
        }
        return size
    }

    /// Fills a block with `values[i] - values[i - 1]` less the least of them, padded with zeros,
    /// and returns the least.
    @unsafe private static func relativeDeltas<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>,
        count: Int,
        to deltas: UnsafeMutablePointer<Value.Magnitude>
    ) -> Value where Value.Magnitude: FixedWidthInteger & UnsignedInteger {
        let previous = unsafe values - 1
        var least = Value.max
        for index in 0..<count {
            let delta = unsafe values[index] &- previous[index]
            least = min(least, delta)
        }
        for index in 0..<count {
            let delta = unsafe values[index] &- previous[index]
            unsafe deltas[index] = Value.Magnitude(truncatingIfNeeded: delta &- least)
        }
        for index in count..<blockSize { unsafe deltas[index] = 0 }
        return least
    }

    @unsafe private static func appendMiniblocks<Delta: FixedWidthInteger & UnsignedInteger>(
        _ deltas: UnsafePointer<Delta>,
        count: Int,
        into out: Scratch<UInt8>
    ) {
        let widths = out.count
        out.append(repeating: 0, count: blockSize / miniblockSize)
        for start in stride(from: 0, to: count, by: miniblockSize) {
            let width = unsafe width(deltas + start)
            unsafe out.base[widths + start / miniblockSize] = UInt8(width)
            let size = width * miniblockSize / 8
            let target = unsafe UnsafeMutableRawPointer(out.room(for: size))
            unsafe BitPacking.pack(
                deltas + start,
                groups: miniblockSize / 8,
                width: width,
                to: target
            )
            out.setCount(out.count + size)
        }
    }

    @inline(__always)
    @unsafe private static func width<Delta: FixedWidthInteger & UnsignedInteger>(
        _ miniblock: UnsafePointer<Delta>
    ) -> Int {
        var bits: Delta = 0
        for index in 0..<miniblockSize { unsafe bits |= miniblock[index] }
        return Delta.bitWidth - bits.leadingZeroBitCount
    }
}

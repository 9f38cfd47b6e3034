/// The RLE / bit-packing hybrid: levels, dictionary indices, and booleans where asked for.
///
/// | run | header (varint) | body |
/// |---|---|---|
/// | one value `n` times | `n << 1` | the value in `ceil(width / 8)` bytes |
/// | `8 * g` values | `g << 1 \| 1` | `g * width` bytes, packed |
///
/// Source: Parquet `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid".
package enum RunLengthHybrid {
    /// The width of values up to `maximum`.
    package static func width(of maximum: Int) -> Int {
        Int.bitWidth - maximum.leadingZeroBitCount
    }

    /// Appends `count` values of at most `width` bits.
    @unsafe package static func encode<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafePointer<Value>,
        count: Int,
        width: Int,
        into out: Scratch<UInt8>
    ) {
        // A run ends a packed group and begins another: two headers and the value, against the
        // packed bytes it saves.
        let valueBytes = (width + 7) / 8
        let runMin = 8 * ((4 + valueBytes) / max(width, 1) + 1)
        var index = 0
        var literalStart = 0
        while index &+ 8 <= count {
            guard unsafe isUniform(values + index) else {
                index &+= 8
                continue
            }
            let end = unsafe endOfRun(values, from: index, count: count)
            guard end - index >= runMin || (index == literalStart && end == count) else {
                index &+= (end - index) & ~7
                continue
            }
            unsafe packed(values + literalStart, count: index - literalStart, width, into: out)
            unsafe run(of: UInt64(values[index]), count: end - index, width, into: out)
            index = end
            literalStart = end
        }
        unsafe packed(values + literalStart, count: count - literalStart, width, into: out)
    }

    /// Appends `count` times one value.
    static func run(of value: UInt64, count: Int, _ width: Int, into out: Scratch<UInt8>) {
        out.append(varint: UInt64(count) << 1)
        var rest = value
        for _ in 0..<((width + 7) / 8) {
            out.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    @unsafe private static func packed<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafePointer<Value>,
        count: Int,
        _ width: Int,
        into out: Scratch<UInt8>
    ) {
        guard count > 0 else { return }
        let groups = (count + 7) / 8
        out.append(varint: UInt64(groups) << 1 | 1)
        let target = unsafe UnsafeMutableRawPointer(out.room(for: groups * width))
        unsafe BitPacking.pack(values, groups: count / 8, width: width, to: target)
        let rest = count % 8
        if rest > 0 {
            unsafe withUnsafeTemporaryAllocation(of: Value.self, capacity: 8) { last in
                unsafe last.initialize(repeating: 0)
                for index in 0..<rest { unsafe last[index] = values[count - rest + index] }
                guard let last = last.baseAddress else { return }
                unsafe BitPacking.pack(
                    last,
                    groups: 1,
                    width: width,
                    to: target + count / 8 * width
                )
            }
        }
        out.setCount(out.count + groups * width)
    }

    @inline(__always)
    @unsafe private static func isUniform<Value: FixedWidthInteger & UnsignedInteger>(
        _ eight: UnsafePointer<Value>
    ) -> Bool {
        let first = unsafe eight[0]
        var difference: Value = 0
        for index in 1..<8 { unsafe difference |= eight[index] ^ first }
        return difference == 0
    }

    @unsafe private static func endOfRun<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafePointer<Value>,
        from start: Int,
        count: Int
    ) -> Int {
        let value = unsafe values[start]
        var end = start + 8
        while end &+ 8 <= count, unsafe values[end] == value, unsafe isUniform(values + end) {
            end &+= 8
        }
        while end < count, unsafe values[end] == value { end &+= 1 }
        return end
    }
}

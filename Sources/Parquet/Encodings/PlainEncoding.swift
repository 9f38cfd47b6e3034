/// PLAIN: values one after another.
///
/// Integers and doubles are little-endian; booleans are bits, least significant first; bytes are
/// a 4-byte length and themselves; decimals of fixed length are big-endian two's complement.
/// Source: Parquet `Encodings.md`, "Plain".
enum PlainEncoding {
    /// Appends numbers as they lie in memory, which is little-endian.
    @unsafe static func encode<Value: BitwiseCopyable>(
        _ values: UnsafePointer<Value>,
        count: Int,
        into out: Scratch<UInt8>
    ) {
        unsafe out.append(raw: values, count: count * MemoryLayout<Value>.stride)
    }

    /// Appends booleans, 0 or 1 each, as bits.
    @unsafe static func encodeBits(
        _ values: UnsafePointer<UInt8>,
        count: Int,
        into out: Scratch<UInt8>
    ) {
        let target = unsafe UnsafeMutableRawPointer(out.room(for: (count + 7) / 8))
        unsafe BitPacking.pack(values, groups: count / 8, width: 1, to: target)
        if count % 8 > 0 {
            var last: UInt8 = 0
            for index in 0..<(count % 8) {
                unsafe last |= values[count / 8 * 8 + index] << UInt8(index)
            }
            unsafe target.storeBytes(of: last, toByteOffset: count / 8, as: UInt8.self)
        }
        out.setCount(out.count + (count + 7) / 8)
    }

    /// Appends integers as their `length` least significant bytes, most significant first.
    @unsafe static func encodeFixed(
        _ values: UnsafePointer<Int128>,
        count: Int,
        length: Int,
        into out: Scratch<UInt8>
    ) {
        let target = unsafe out.room(for: count * length)
        for index in 0..<count {
            var rest = unsafe values[index]
            for place in stride(from: length - 1, through: 0, by: -1) {
                unsafe target[index * length + place] = UInt8(truncatingIfNeeded: rest)
                rest >>= 8
            }
        }
        out.setCount(out.count + count * length)
    }

    /// Appends byte arrays: value `i` is `offsets[i] ..< offsets[i + 1]` of `data`, behind which
    /// ``Scratch/slack`` bytes are readable.
    @unsafe static func encodeBytes(
        offsets: UnsafePointer<UInt32>,
        count: Int,
        data: UnsafePointer<UInt8>,
        into out: Scratch<UInt8>
    ) {
        let size = unsafe Int(offsets[count] - offsets[0]) + 4 * count
        var target = unsafe UnsafeMutableRawPointer(out.room(for: size))
        var start = unsafe Int(offsets[0])
        for index in 0..<count {
            let end = unsafe Int(offsets[index &+ 1])
            unsafe appendBytes(data + start, count: end &- start, to: &target)
            start = end
        }
        out.setCount(out.count + size)
    }

    /// Writes a length and as many bytes, in steps of 16: both sides have slack, and what is
    /// written too far is overwritten by the next value.
    @inline(__always)
    @unsafe static func appendBytes(
        _ bytes: UnsafePointer<UInt8>,
        count: Int,
        to target: inout UnsafeMutableRawPointer
    ) {
        unsafe target.storeBytes(
            of: UInt32(truncatingIfNeeded: count).littleEndian,
            as: UInt32.self
        )
        unsafe target += 4
        if count <= 64 {
            let source = unsafe UnsafeRawPointer(bytes)
            var copied = 0
            while copied < count {
                let sixteen = unsafe source.loadUnaligned(
                    fromByteOffset: copied,
                    as: SIMD16<UInt8>.self
                )
                unsafe target.storeBytes(
                    of: sixteen,
                    toByteOffset: copied,
                    as: SIMD16<UInt8>.self
                )
                copied &+= 16
            }
        } else {
            unsafe target.copyMemory(from: bytes, byteCount: count)
        }
        unsafe target += count
    }
}

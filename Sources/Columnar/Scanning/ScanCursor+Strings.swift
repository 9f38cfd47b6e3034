/// Finding the end of a JSON string sixteen bytes at a time.
///
/// The comparands are typed vectors on purpose: `vector .== 0x22` picks a generic overload that
/// compiles to a loop over lanes, forty times slower.
extension ScanCursor {
    /// Which lanes hold a quote, a backslash or a control byte: 0xFF in their byte, 0 elsewhere.
    @inline(__always)
    static func specials(_ lanes: SIMD16<UInt8>) -> SIMD2<UInt64> {
        let quotes: SIMDMask<SIMD16<Int8>> = lanes .== SIMD16<UInt8>(repeating: 0x22)
        let backslashes: SIMDMask<SIMD16<Int8>> = lanes .== SIMD16<UInt8>(repeating: 0x5C)
        let controls: SIMDMask<SIMD16<Int8>> = lanes .< SIMD16<UInt8>(repeating: 0x20)
        let found: SIMDMask<SIMD16<Int8>> = quotes .| backslashes .| controls
        return unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    }

    /// The index of the first special lane of a mask that has one.
    @inline(__always)
    static func firstLane(_ mask: SIMD2<UInt64>) -> Int {
        let low = UInt64(littleEndian: mask[0])
        if low != 0 { return low.trailingZeroBitCount &>> 3 }
        return 8 &+ UInt64(littleEndian: mask[1]).trailingZeroBitCount &>> 3
    }

    /// The first quote, backslash or control byte from here on; padding is a control byte.
    @inline(__always)
    func nextSpecial() -> ScanCursor {
        var cursor = self
        while true {
            let mask = Self.specials(cursor.vector)
            if mask[0] | mask[1] != 0 { return cursor + Self.firstLane(mask) }
            cursor += 16
        }
    }
}

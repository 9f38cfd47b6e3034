/// Time-ordered UUIDs (RFC 9562, section 5.7) that grow from a seed instead of a random source.
enum UUIDv7 {
    /// The 16 bytes as two integers, most significant first.
    ///
    /// The same arguments give the same id. For one seed, different indexes give different ids:
    /// the 62 low random bits are a bijection of the seed's second half plus the index.
    static func make(
        microseconds: Int64,
        seed: (UInt64, UInt64),
        index: UInt64
    ) -> (high: UInt64, low: UInt64) {
        let milliseconds = UInt64(bitPattern: microseconds / 1_000) & 0xFFFF_FFFF_FFFF
        let high = mix(seed.0 &+ index &* 0x9E37_79B9_7F4A_7C15)
        let low = mix62((seed.1 &+ index) & 0x3FFF_FFFF_FFFF_FFFF)
        return (milliseconds << 16 | 0x7000 | high & 0x0FFF, 0x8000_0000_0000_0000 | low)
    }

    /// The finalizer of SplitMix64: a bijection in which each input bit moves half the output's.
    private static func mix(_ input: UInt64) -> UInt64 {
        var value = input
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// The same steps within 62 bits: xor with a right shift and multiplication by an odd number
    /// are bijections of any width.
    private static func mix62(_ input: UInt64) -> UInt64 {
        let mask: UInt64 = 0x3FFF_FFFF_FFFF_FFFF
        var value = input
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9 & mask
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB & mask
        return value ^ value >> 31
    }

    /// The 36 characters of an id, in order, by `append`.
    @inline(__always)
    static func write(_ id: (high: UInt64, low: UInt64), append: (UInt8) -> Void) {
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { append(.minus) }
            let word = index < 16 ? id.high : id.low
            let nibble = UInt8(truncatingIfNeeded: word &>> UInt64((15 &- index & 15) &* 4)) & 15
            append(nibble < 10 ? .zero &+ nibble : 0x57 &+ nibble)
        }
    }
}

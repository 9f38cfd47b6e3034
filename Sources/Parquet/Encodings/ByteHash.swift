/// A hash of bytes for the dictionary's table: fast, well mixed, and not for hostile input.
///
/// Multiplies 64-bit words to 128 bits and folds the halves, as wyhash does. A tenant who floods
/// one dictionary with collisions only slows that column until its budget ends it.
enum ByteHash {
    private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let second: UInt64 = 0xD6E8_FEB8_6659_FD93

    /// The hash of `count` bytes.
    @inline(__always)
    @unsafe static func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var pointer = unsafe UnsafeRawPointer(bytes)
        let length = UInt64(truncatingIfNeeded: count)
        var seed = length ^ first
        var rest = count
        while rest > 16 {
            seed = unsafe mix(word(pointer) ^ second, word(pointer + 8) ^ seed)
            unsafe pointer += 16
            rest &-= 16
        }
        let low: UInt64
        let high: UInt64
        if rest >= 8 {
            low = unsafe word(pointer)
            high = unsafe word(pointer + rest - 8)
        } else {
            // Slack behind the data makes the load safe; the mask takes away what is behind it.
            low = unsafe rest == 0 ? 0 : word(pointer) << (64 - 8 * UInt64(rest))
            high = 0
        }
        return mix(mix(low ^ second, high ^ seed) ^ length, first)
    }

    /// The hash of an integer.
    @inline(__always)
    static func hash(_ bits: UInt64) -> UInt64 {
        mix(bits ^ second, first)
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inline(__always)
    @unsafe private static func word(_ pointer: UnsafeRawPointer) -> UInt64 {
        unsafe pointer.loadUnaligned(as: UInt64.self)
    }
}

/// An open-addressing hash table of texts, as a range of slots that the plan's tables share.
struct KeySet: Sendable {
    /// The first slot.
    var start: Int32 = 0
    /// The number of slots less one; slots are a power of two, at least twice the texts.
    var mask: Int32 = 0
}

/// One slot of a ``KeySet``.
struct KeySlot: Sendable {
    /// Where the text begins in the plan's text.
    var offset: Int32 = 0
    /// The number of its bytes.
    var length: Int32 = 0
    /// What the text stands for; 0 in an empty slot.
    var payload: Int32 = 0
}

/// Hashes of short texts.
///
/// Folding 64-bit products is the core of wyhash; the constants are odd and of mixed bits.
enum KeyHash {
    /// A quick hash of a schema's key, from its length and its first and last eight bytes; the
    /// schema's author, not the client, decides how well it spreads.
    @inline(__always)
    static func quick(_ cursor: ScanCursor, count: Int) -> UInt64 {
        let mask: UInt64 = count >= 8 ? ~0 : (1 &<< (UInt64(count) &* 8)) &- 1
        let head = cursor.word() & mask
        let tail = count > 8 ? cursor.word(at: count &- 8) : 0
        return fold(head ^ (UInt64(count) &* 0x9E37_79B9_7F4A_7C15), tail ^ 0xA076_1D64_78BD_642F)
    }

    /// A hash of any key of a client, all of its bytes, that depends on a seed he does not know.
    static func seeded(_ cursor: ScanCursor, count: Int, seed: UInt64) -> UInt64 {
        var state = fold(seed ^ 0xE703_7ED1_A0B4_28DB, UInt64(count) ^ 0x8EBC_6AF0_9C88_C6E3)
        var offset = 0
        while offset < count {
            let rest = count - offset
            let mask: UInt64 = rest >= 8 ? ~0 : (1 << (UInt64(rest) * 8)) - 1
            state = fold(state ^ (cursor.word(at: offset) & mask), seed ^ 0xA076_1D64_78BD_642F)
            offset += 8
        }
        return state
    }

    @inline(__always)
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right | 1)
        return product.low ^ product.high
    }
}

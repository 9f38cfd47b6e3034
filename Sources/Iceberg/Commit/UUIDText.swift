/// Random UUIDs as text.
enum UUIDText {
    /// The UUID of version 4 that 128 random bits make, in lower case.
    ///
    /// Source: RFC 9562, section 5.4.
    static func version4(_ high: UInt64, _ low: UInt64) -> String {
        let versioned = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let variant = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array((Hexadecimal.text(versioned) + Hexadecimal.text(variant)).utf8)
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "-")
    }
}

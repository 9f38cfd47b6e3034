/// The bytes that JSON's grammar names (RFC 8259, section 2).
extension UInt8 {
    static var quote: UInt8 { 0x22 }
    static var plus: UInt8 { 0x2B }
    static var comma: UInt8 { 0x2C }
    static var minus: UInt8 { 0x2D }
    static var point: UInt8 { 0x2E }
    static var zero: UInt8 { 0x30 }
    static var colon: UInt8 { 0x3A }
    static var openBracket: UInt8 { 0x5B }
    static var backslash: UInt8 { 0x5C }
    static var closeBracket: UInt8 { 0x5D }
    static var openBrace: UInt8 { 0x7B }
    static var closeBrace: UInt8 { 0x7D }
    static var newline: UInt8 { 0x0A }

    /// Whether this is one of `0` to `9`.
    var isDigit: Bool {
        @inline(__always) get { self &- 0x30 < 10 }
    }

    /// The value of a hexadecimal digit of either case; nil for any other byte.
    var hexValue: UInt8? {
        @inline(__always) get {
            if isDigit { return self &- 0x30 }
            let letter = self | 0x20
            return letter &- 0x61 < 6 ? letter &- 0x61 &+ 10 : nil
        }
    }
}

/// JSON's literals as the four bytes that a little-endian load finds.
enum Literal {
    static var `true`: UInt32 { 0x6575_7274 }
    /// `alse`: what follows the `f`.
    static var falseTail: UInt32 { 0x6573_6C61 }
    static var null: UInt32 { 0x6C6C_756E }
}

extension UInt8 {
    /// Whether the byte is one of ASCII's digits.
    var isDigit: Bool { (0x30...0x39).contains(self) }

    /// Whether the byte is one of ASCII's letters or digits.
    var isLetterOrDigit: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) }
}

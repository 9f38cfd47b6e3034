/// Which bytes names are made of that stand in policies.
enum NameBytes {
    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLower(byte) || isDigit(byte) || (0x41...0x5A).contains(byte)
    }

    /// Whether all bytes are letters, digits or among `others`.
    static func areAlphanumeric(_ text: some StringProtocol, or others: String) -> Bool {
        text.utf8.allSatisfy { isAlphanumeric($0) || others.utf8.contains($0) }
    }
}

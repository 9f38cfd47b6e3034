/// Strings as JSON writes them.
enum JSONText {
    /// The text in quotes, with the escapes that RFC 8259, section 7 demands and no others.
    static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [.quote]
        for byte in text.utf8 {
            switch byte {
            case .quote, .backslash:
                bytes += [.backslash, byte]
            case 0x00..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8)
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default:
                bytes.append(byte)
            }
        }
        return bytes + [.quote]
    }
}

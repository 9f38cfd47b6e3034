/// The text form of a UUID (RFC 9562, section 4).
enum UUIDText {
    /// The number of characters.
    static let length = 36

    /// Whether the 36 bytes at `cursor` are hexadecimal digits of either case in groups of 8, 4,
    /// 4, 4 and 12.
    static func isValid(_ cursor: ScanCursor) -> Bool {
        for offset in 0..<length {
            let byte = cursor[offset]
            switch offset {
            case 8, 13, 18, 23:
                guard byte == .minus else { return false }
            default:
                guard byte.hexValue != nil else { return false }
            }
        }
        return true
    }
}

/// Short, harmless pieces of a client's text, for messages.
enum Excerpt {
    /// The most bytes that a message takes of any one text.
    private static let byteCountMax = 48

    /// The first bytes of a text, whole characters only.
    static func clipped(_ cursor: ScanCursor, count: Int) -> String {
        guard count > byteCountMax else { return cursor.text(count: count) }
        var length = byteCountMax
        while length > 0, cursor[length] & 0xC0 == 0x80 { length -= 1 }
        return cursor.text(count: length) + "…"
    }

    /// What the value at `cursor` is, as a noun phrase.
    static func found(_ cursor: ScanCursor) -> String {
        switch cursor.byte {
        case .quote:
            let count = stringLength(cursor + 1)
            return "the string \"\(clipped(cursor + 1, count: count))\""
        case .openBrace: return "an object"
        case .openBracket: return "an array"
        case UInt8(ascii: "t"): return "true"
        case UInt8(ascii: "f"): return "false"
        case UInt8(ascii: "n"): return "null"
        default:
            var count = 0
            while cursor[count].isDigit || "+-.eE".utf8.contains(cursor[count]) { count += 1 }
            return "the number \(clipped(cursor, count: count))"
        }
    }

    /// Bytes up to the closing quote, escapes left as they are.
    private static func stringLength(_ start: ScanCursor) -> Int {
        var cursor = start.nextSpecial()
        while cursor.byte == .backslash { cursor = (cursor + 2).nextSpecial() }
        return cursor - start
    }
}

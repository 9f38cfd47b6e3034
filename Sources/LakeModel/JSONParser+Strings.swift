extension JSONParser {
    /// Reads a string in quotes, its escapes undone.
    mutating func string() throws(JSONDocumentError) -> String {
        position += 1
        // Hardly any string has an escape: the bytes up to the first one are taken in one piece.
        let start = position
        while let byte = peek(), byte >= 0x20, byte != UInt8(ascii: "\""),
            byte != UInt8(ascii: "\\")
        {
            position += 1
        }
        if peek() == UInt8(ascii: "\"") { return try closed(bytes[start..<position]) }
        var text = Array(bytes[start..<position])
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""): return try closed(text)
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error("a control character in a string; write it as an escape")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("the text ends inside a string")
    }

    /// The string of these bytes, whose closing quote is next.
    private mutating func closed(
        _ text: some Sequence<UInt8>
    ) throws(JSONDocumentError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw error("the string that ends here is not UTF-8")
        }
        position += 1
        return string
    }

    private mutating func escape() throws(JSONDocumentError) -> Unicode.Scalar {
        guard let byte = peek() else { throw error("the text ends inside an escape") }
        let scalar: Unicode.Scalar
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = .init(byte)
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("no such escape")
        }
        position += 1
        return scalar
    }

    /// Reads one `\uXXXX`, or the two of a surrogate pair, from the `u` on.
    private mutating func unicodeEscape() throws(JSONDocumentError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let high = first
        guard UTF16.isLeadSurrogate(high), take(UInt8(ascii: "\\")), peek() == UInt8(ascii: "u")
        else { throw error("half a surrogate pair") }
        let low = try codeUnit()
        guard UTF16.isTrailSurrogate(low) else { throw error("half a surrogate pair") }
        let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw error("half a surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONDocumentError) -> UInt16 {
        position += 1
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({
                Unicode.Scalar($0).properties.isASCIIHexDigit
            }),
            let unit = UInt16(
                String(decoding: bytes[position..<position + 4], as: UTF8.self),
                radix: 16
            )
        else { throw error("an escape wants four hexadecimal digits") }
        position += 4
        return unit
    }
}

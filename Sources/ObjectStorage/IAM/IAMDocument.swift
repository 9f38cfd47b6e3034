/// Policy documents as they stand in answers.
enum IAMDocument {
    /// The JSON of an answer: Amazon percent-encodes it (RFC 3986), SeaweedFS does not.
    ///
    /// No encoded document begins with a brace, and every plain one does.
    static func decode(_ text: String) -> String {
        let first = text.utf8.first { $0 > UInt8(ascii: " ") }
        if first == UInt8(ascii: "{") { return text }
        return PercentEncoding.decode(text) ?? text
    }
}

/// Entity tags between HTTP's spelling and ours.
enum EntityTag {
    /// The tag of an answer, unquoted; empty when there is none.
    static func of(_ response: HTTPResponse) -> String {
        unquoted(response[header: "etag"] ?? "")
    }

    /// Without the quotes, and without the mark of a weak tag.
    static func unquoted(_ text: String) -> String {
        let strong = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        guard strong.count >= 2, strong.hasPrefix("\""), strong.hasSuffix("\"") else {
            return String(strong)
        }
        return String(strong.dropFirst().dropLast())
    }

    /// Refuses a condition whose tag can be none, so that it does not end in a header.
    static func check(_ mode: PutMode) throws(ObjectStoreError) {
        guard case .update(let tag) = mode else { return }
        let isTagByte: (UInt8) -> Bool = { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        guard !tag.isEmpty, tag != "*", tag.utf8.allSatisfy(isTagByte) else {
            throw ObjectStoreError(
                .invalidRequest,
                "an update needs the tag of the object it changes"
            )
        }
    }
}

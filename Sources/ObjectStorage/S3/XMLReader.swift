/// Reads the XML that S3 speaks, piece by piece.
///
/// Strict, and small on purpose: elements, text, the five named entities, numeric references,
/// CDATA, comments. A document type is refused, and with it every entity that could grow.
///
/// Source: Extensible Markup Language (XML) 1.0, fifth edition.
package struct XMLReader {
    /// A piece of a document.
    package enum Event: Hashable {
        /// An element begins; its name is without the namespace's prefix.
        case start(String)
        /// The text between two tags, or a part of it.
        case text(String)
        /// An element ends.
        case end(String)
    }

    /// The document is not the XML that this reads.
    package struct Failure: Error, Hashable {
        /// What was found, and where.
        package let message: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var open: [String] = []
    private var pendingEnd: String?
    private var hasRoot = false

    /// Begins to read a document.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next piece; nil at the end of a complete document.
    package mutating func next() throws(Failure) -> Event? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                let text = try text()
                if !open.isEmpty { return .text(text) }
                guard text.allSatisfy(\.isWhitespace) else {
                    throw failure("text outside the root element")
                }
            } else if skip("<?") {
                try skip(past: "?>")
            } else if skip("<!--") {
                try skip(past: "-->")
            } else if skip("<![CDATA[") {
                return .text(try cdata())
            } else if skip("<!") {
                throw failure("a document type is not taken")
            } else if skip("</") {
                return try endTag()
            } else {
                return try startTag()
            }
        }
        guard open.isEmpty, hasRoot else { throw failure("the document is cut short") }
        return nil
    }

    private mutating func startTag() throws(Failure) -> Event {
        position += 1
        guard !open.isEmpty || !hasRoot else { throw failure("a second root element") }
        guard open.count < 32 else { throw failure("elements lie too deep") }
        hasRoot = true
        let name = try name()
        while true {
            skipSpace()
            if skip("/>") {
                pendingEnd = name
                return .start(name)
            }
            if skip(">") {
                open.append(name)
                return .start(name)
            }
            try attribute()
        }
    }

    private mutating func endTag() throws(Failure) -> Event {
        let name = try name()
        skipSpace()
        guard skip(">"), open.popLast() == name else { throw failure("</\(name)> ends nothing") }
        return .end(name)
    }

    /// Attributes are namespaces and types here: passed over.
    private mutating func attribute() throws(Failure) {
        _ = try name()
        skipSpace()
        guard skip("=") else { throw failure("an attribute without value") }
        skipSpace()
        if skip("\"") { return try skip(past: "\"") }
        if skip("'") { return try skip(past: "'") }
        throw failure("an attribute without quotes")
    }

    private mutating func name() throws(Failure) -> String {
        let first = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        guard position > first else { throw failure("a name is missing") }
        let name = String(decoding: bytes[first..<position], as: UTF8.self)
        return name.split(separator: ":").last.map(String.init) ?? name
    }

    private mutating func text() throws(Failure) -> String {
        var decoded: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] == UInt8(ascii: "&") {
                decoded += try reference().utf8
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        return try validated(decoded)
    }

    private mutating func cdata() throws(Failure) -> String {
        guard !open.isEmpty else { throw failure("text outside the root element") }
        let first = position
        try skip(past: "]]>")
        return try validated(Array(bytes[first..<position - 3]))
    }

    private mutating func reference() throws(Failure) -> String {
        let first = position + 1
        // The longest reference is `&#1114111;`.
        guard let end = bytes[first...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else {
            throw failure("an ampersand that begins nothing")
        }
        let name = String(decoding: bytes[first..<end], as: UTF8.self)
        position = end + 1
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        let digits = name.hasPrefix("#x") ? name.dropFirst(2) : name.dropFirst(1)
        guard name.hasPrefix("#"), digits.first?.isHexDigit == true,
            let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10),
            let scalar = Unicode.Scalar(number), number != 0
        else { throw failure("&\(name); is unknown") }
        return String(Character(scalar))
    }

    private func validated(_ text: [UInt8]) throws(Failure) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw failure("text that is not UTF-8")
        }
        return string
    }

    private mutating func skip(_ token: String) -> Bool {
        let wanted = token.utf8
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func skip(past token: String) throws(Failure) {
        while position < bytes.count {
            if skip(token) { return }
            position += 1
        }
        throw failure("\(token) is missing")
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }

    private func failure(_ message: String) -> Failure {
        Failure(message: "\(message), at byte \(position)")
    }
}

/// Reads one JSON text from its first byte to its last.
struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0
    private let valuesMax: Int
    private var valueCount = 0

    init(_ bytes: [UInt8], valuesMax: Int) {
        self.bytes = bytes
        self.valuesMax = valuesMax
    }

    mutating func document() throws(JSONDocumentError) -> JSONNode {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw error("a byte order mark; save the file as UTF-8 without one")
        }
        let root = try value(at: "")
        skipWhitespace()
        guard position == bytes.count else { throw error("something follows the value") }
        return root
    }

    func error(_ reason: String) -> JSONDocumentError {
        JSONDocumentError(line: line, column: position - lineStart + 1, reason: reason)
    }

    private mutating func value(at pointer: String) throws(JSONDocumentError) -> JSONNode {
        skipWhitespace()
        let line = line
        guard let byte = peek() else { throw error("the text ends where a value is expected") }
        guard valueCount < valuesMax else { throw error("more than \(valuesMax) values") }
        valueCount += 1
        let value: JSONNode.Value
        switch byte {
        case UInt8(ascii: "{"): value = try object(at: pointer)
        case UInt8(ascii: "["): value = try array(at: pointer)
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "t"): value = try literal("true", .boolean(true))
        case UInt8(ascii: "f"): value = try literal("false", .boolean(false))
        case UInt8(ascii: "n"): value = try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            value = .number(try number())
        default: throw error("no JSON value begins like this")
        }
        return JSONNode(value: value, pointer: pointer, line: line)
    }

    private mutating func object(at pointer: String) throws(JSONDocumentError) -> JSONNode.Value {
        try enter()
        defer { depth -= 1 }
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        if takeAfterWhitespace(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipWhitespace()
            guard peek() == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
            let name = try string()
            guard names.insert(name).inserted else {
                throw error("the name \"\(name)\" stands twice in one object")
            }
            guard takeAfterWhitespace(UInt8(ascii: ":")) else { throw error("expected ':'") }
            let node = try value(at: Self.pointer(pointer, Self.escaped(name)))
            members.append(.init(name: name, node: node))
        } while takeAfterWhitespace(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func array(at pointer: String) throws(JSONDocumentError) -> JSONNode.Value {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONNode] = []
        if takeAfterWhitespace(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value(at: Self.pointer(pointer, "\(elements.count)")))
        } while takeAfterWhitespace(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
        return .array(elements)
    }

    /// Steps over the bracket that the caller saw.
    private mutating func enter() throws(JSONDocumentError) {
        guard depth < JSONDocument.depthMax else {
            throw error("nested deeper than \(JSONDocument.depthMax) levels")
        }
        depth += 1
        position += 1
    }

    private mutating func literal(
        _ text: StaticString,
        _ value: JSONNode.Value
    ) throws(JSONDocumentError) -> JSONNode.Value {
        let expected = Array("\(text)".utf8)
        guard bytes[position...].starts(with: expected) else {
            throw error("expected '\(text)'")
        }
        position += expected.count
        return value
    }

    private mutating func number() throws(JSONDocumentError) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONDocumentError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else { throw error("expected a digit") }
    }

    private mutating func skipWhitespace() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                lineStart = position
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            default:
                return
            }
        }
    }

    func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func takeAfterWhitespace(_ byte: UInt8) -> Bool {
        skipWhitespace()
        return take(byte)
    }

    /// The pointer of what lies directly in `parent`; that of `parent` where it would be too long.
    private static func pointer(_ parent: String, _ part: String) -> String {
        guard parent.utf8.count + 1 + part.utf8.count <= JSONDocument.pointerSizeMax else {
            return parent
        }
        return parent + "/" + part
    }

    /// A name as a pointer writes it.
    ///
    /// Source: RFC 6901, section 3.
    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return name }
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

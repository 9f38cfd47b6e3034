/// Writes JSON texts: answers, problems, development tokens, tables' metadata.
///
/// The caller supplies the structure in order; commas are the writer's. Every byte below U+0020, the
/// quote and the backslash are escaped, as RFC 8259 section 7 asks; everything else goes out as the
/// UTF-8 that a Swift string holds.
package struct JSONWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Creates a writer with room for `capacity` bytes before it first grows.
    package init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object whose members `body` writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes an array whose elements `body` writes.
    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value must follow.
    package mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member that is a string.
    package mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Writes a member that is an integer.
    package mutating func member(_ name: String, _ value: some BinaryInteger) {
        self.name(name)
        integer(value)
    }

    /// Writes a member that is a boolean.
    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    /// Writes a member as it was read.
    package mutating func member(_ member: JSONNode.Member) {
        name(member.name)
        node(member.node)
    }

    /// Writes a string.
    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        // Hardly any text has something to escape: looking first lets the rest go out in one piece.
        if Self.needsEscapes(text.utf8.span) {
            for byte in text.utf8 { escape(byte) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an integer.
    package mutating func integer(_ value: some BinaryInteger) {
        verbatim(String(value))
    }

    /// Writes a floating-point number, so that reading it gives the same one; what JSON has no
    /// number for (not a number, the infinities) is written as null.
    package mutating func double(_ value: Double) {
        value.isFinite ? verbatim(value.description) : null()
    }

    /// Writes true or false.
    package mutating func boolean(_ value: Bool) {
        verbatim(value ? "true" : "false")
    }

    /// Writes null.
    package mutating func null() {
        verbatim("null")
    }

    /// Writes a value as it was read: numbers keep their digits and members their order.
    package mutating func node(_ node: JSONNode) {
        switch node.value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let digits): verbatim(digits)
        case .string(let text): string(text)
        case .array(let elements):
            array { json in
                for element in elements { json.node(element) }
            }
        case .object(let members):
            object { json in
                for member in members { json.member(member) }
            }
        }
    }

    private mutating func verbatim(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private static func needsEscapes(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return true
            }
        }
        return false
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(Self.hexDigits[Int(byte >> 4)])
            bytes.append(Self.hexDigits[Int(byte & 0xF)])
        default: bytes.append(byte)
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}

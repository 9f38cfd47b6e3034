/// A text that may stand in an audit line.
///
/// Always at most ``sizeMax`` bytes of printable ASCII without quote and backslash. What looks like a
/// credential is masked, whoever put it there: a JSON Web Token, anything as long and as mixed as an
/// AWS secret key, and all that follows a question mark, where presigned addresses carry theirs.
public struct AuditText: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral,
    ExpressibleByStringInterpolation
{
    /// The text as it is written.
    public let text: String

    /// The text, for messages.
    public var description: String { text }

    /// The longest text, in bytes: the longest key of an object, halved; lines stay short enough to
    /// be appended in one piece.
    public static let sizeMax = 512

    private static let mask = "******"

    /// Takes what may stand in a line out of any text.
    public init(_ text: String) {
        var kept = ""
        var word: [UInt8] = []
        func endWord() {
            kept += Self.isSecret(word) ? Self.mask : String(decoding: word, as: UTF8.self)
            word = []
        }
        for byte in text.utf8.prefix(Self.sizeMax) {
            if Self.isWordByte(byte) {
                word.append(byte)
                continue
            }
            endWord()
            if byte == UInt8(ascii: "?") {
                kept += "?" + Self.mask
                break
            }
            kept.unicodeScalars.append(Self.isPlain(byte) ? Unicode.Scalar(byte) : "_")
        }
        endWord()
        self.text = kept
    }

    /// Takes what may stand in a line out of a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The bytes that tokens and keys are made of.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        isUpper(byte) || isLower(byte) || isDigit(byte) || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// Whether a run of such bytes is likely to open something.
    ///
    /// A JSON Web Token begins with the encoded `{"`; AWS's secret keys have 40 characters of base64.
    private static func isSecret(_ word: [UInt8]) -> Bool {
        if word.starts(with: "eyJ".utf8), word.contains(UInt8(ascii: ".")) { return true }
        return word.count == 40 && word.contains(where: isUpper) && word.contains(where: isLower)
            && word.contains(where: isDigit)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

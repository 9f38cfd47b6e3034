/// What a key of a key management service is called: its ARN, its id or its alias.
///
/// Always matches `^[A-Za-z0-9:/_.-]{1,2048}$`: no wildcard, no variable and no quote reaches a policy
/// or a header. The length is the one that AWS allows.
/// Source: AWS KMS API Reference, Encrypt, `KeyId`.
public struct KMSKeyName: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let name: String

    /// The name, for messages and headers.
    public var description: String { name }

    private static let sizeMax = 2048

    /// Creates a name from untrusted text.
    ///
    /// - Throws: ``NameError`` when `name` does not match the pattern.
    public init(_ name: String) throws(NameError) {
        guard 1...Self.sizeMax ~= name.utf8.count, name.utf8.allSatisfy(Self.isAllowed) else {
            throw NameError(kind: "KMS key", pattern: "^[A-Za-z0-9:/_.-]{1,2048}$")
        }
        self.name = name
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "/"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

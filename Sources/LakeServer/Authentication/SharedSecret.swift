/// Key bytes that both an issuer and this server hold; prints `******`.
public struct SharedSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable,
    CustomDebugStringConvertible
{
    /// The least number of bytes: an HMAC key shorter than its hash is weaker than the hash
    /// (RFC 7518 section 3.2).
    public static let sizeMin = 32

    /// The key itself.
    package let bytes: [UInt8]

    /// Creates a secret.
    ///
    /// - Throws: ``AuthenticationSettingsError`` when it is shorter than ``sizeMin``.
    public init(_ bytes: [UInt8]) throws(AuthenticationSettingsError) {
        guard bytes.count >= Self.sizeMin else {
            throw .init("a shared secret has at least \(Self.sizeMin) bytes, not \(bytes.count)")
        }
        self.bytes = bytes
    }

    /// `******`.
    public var description: String { "******" }
    /// `******`.
    public var debugDescription: String { description }
    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

import ByteCoding

/// A user as it should be: one policy and no other.
///
/// The policy is inline where the service takes it so, which one request changes whole; else it is
/// a managed one, whose name holds a checksum of what it says, so that a changed policy is a new one
/// that takes the old one's place.
public struct PrincipalWanted: Hashable, Sendable {
    /// The name of our inline policy.
    public static let inlineName = "lakewriter"

    /// The user's name.
    public let user: String
    /// The user's path.
    public let path: String
    /// What the user may do.
    public let document: PolicyText
    /// The managed policy's name; nil for an inline one.
    public let managedName: String?

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - user: the user's name, without capitals.
    ///   - path: the path of all our users.
    ///   - document: what the user may do.
    ///   - dialect: what the service keeps.
    public init(user: String, path: String, document: PolicyText, dialect: IAMDialect) {
        precondition(!user.contains(Self.mark), "the mark ends the user's part of a policy's name")
        self.user = user
        self.path = path
        self.document = document
        let isInline = document.json.utf8.count <= dialect.inlineBytesMax
        managedName = isInline ? nil : Self.managedPrefix(user) + Self.checksum(document)
    }

    /// What the names of a user's own managed policies begin with, and no others'.
    ///
    /// Tenants' names have no capitals. A dot would do as well, but SeaweedFS takes none.
    public static func managedPrefix(_ user: String) -> String { user + mark }

    /// Whose a managed policy of ours is, by its name; nil for a policy that is not of ours.
    public static func owner(ofPolicy name: String) -> String? {
        guard let range = name.firstRange(of: mark) else { return nil }
        return String(name[..<range.lowerBound])
    }

    private static let mark = "-P"

    private static func checksum(_ document: PolicyText) -> String {
        let digits = String(CRC32C.checksum(of: document.canonicalBytes), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// Who makes a request, as a `Principal` element names them.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
public struct PolicyPrincipal: Hashable, Sendable, CustomStringConvertible {
    /// The name of the list that it stands in.
    public enum Kind: String, Hashable, Sendable {
        /// An account, a user, a role or a role's session.
        case aws = "AWS"
        /// A service of AWS, such as `logs.amazonaws.com`.
        case service = "Service"
        /// An identity provider.
        case federated = "Federated"
        /// An account by its canonical id, in S3's policies alone.
        case canonicalUser = "CanonicalUser"
        /// `"Principal": "*"`: everyone, and who has not said who they are.
        case everyone = "*"
    }

    /// The list that it stands in.
    public let kind: Kind
    /// The ARN, account number or host name; `*` means all of the kind.
    public let name: String

    /// Creates a principal.
    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// Everyone: `"Principal": "*"`.
    public static let everyone = Self(.everyone, "*")

    /// Whether all principals are meant, be they of one account or of none: `"*"`,
    /// `{"AWS": "*"}`.
    public var isWildcard: Bool { name == "*" && (kind == .everyone || kind == .aws) }

    /// The principal for messages.
    public var description: String { kind == .everyone ? "*" : "\(kind.rawValue): \(name)" }
}

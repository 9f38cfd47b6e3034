/// Who makes a request.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
public enum PolicyRequester: Hashable, Sendable {
    /// An account's root user: it may do everything in its account that nothing denies.
    case root(account: String)
    /// An IAM user, by its ARN.
    case user(arn: String)
    /// A session of a role, by its ARN `arn:aws:sts::<account>:assumed-role/<role>/<session>`, and
    /// the role's own, which holds the role's path.
    case session(arn: String, role: String)
    /// A session that a user federated, by its ARN `arn:aws:sts::<account>:federated-user/<name>`.
    case federatedUser(arn: String)
    /// A service of AWS, such as `logs.amazonaws.com`.
    case service(String)
    /// Somebody whom an identity provider vouches for, by the provider's name or ARN.
    case federated(String)
    /// Somebody in the resource's account of whom nothing but their policies is known.
    case unnamed
    /// Nobody in particular: a request without credentials.
    case anonymous

    /// Reads an ARN, an account's number or a service's host name; nil where it is none of them.
    public init?(_ text: String) {
        if text == "*" || text == "anonymous" {
            self = .anonymous
            return
        }
        if Self.isAccount(text) {
            self = .root(account: text)
            return
        }
        guard text.hasPrefix("arn:") else {
            guard text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn") else {
                return nil
            }
            self = .service(text)
            return
        }
        let segments = Self.segments(text)
        guard segments.count == 6 else { return nil }
        let account = segments[4]
        let name = segments[5]
        switch segments[2] {
        case "iam" where name == "root": self = .root(account: account)
        case "iam" where name.hasPrefix("user/"): self = .user(arn: text)
        // Whoever acts as a role has a session, which nobody has named.
        case "iam" where name.hasPrefix("role/"): self = .session(arn: text, role: text)
        case "iam" where name.hasPrefix("saml-provider/") || name.hasPrefix("oidc-provider/"):
            self = .federated(text)
        case "sts" where name.hasPrefix("assumed-role/"):
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let role = "arn:\(segments[1]):iam::\(account):role/\(parts[1])"
            self = .session(arn: text, role: role)
        case "sts" where name.hasPrefix("federated-user/"): self = .federatedUser(arn: text)
        default: return nil
        }
    }

    /// The account that the requester belongs to; nil where there is none, or it is not known.
    public var account: String? {
        switch self {
        case .root(let account): account
        case .user(let arn), .session(let arn, _), .federatedUser(let arn):
            Self.segments(arn).dropFirst(4).first
        case .service, .federated, .unnamed, .anonymous: nil
        }
    }

    /// The values of the keys that say who makes a request, for those that a context does not give.
    ///
    /// Source: IAM User Guide, "AWS global condition context keys", "Properties of the principal";
    /// "IAM policy elements: Variables and tags", "Principal key values".
    func fill(_ context: inout PolicyContext) {
        context.fill("aws:PrincipalAccount", account)
        switch self {
        case .root(let account):
            context.fill("aws:PrincipalType", "Account")
            context.fill("aws:PrincipalArn", "arn:aws:iam::\(account):root")
            context.fill("aws:userid", account)
        case .user(let arn):
            context.fill("aws:PrincipalType", "User")
            context.fill("aws:PrincipalArn", arn)
            context.fill("aws:username", Self.lastPart(arn))
        case .session(_, let role):
            context.fill("aws:PrincipalType", "AssumedRole")
            // The role's ARN, not the session's.
            context.fill("aws:PrincipalArn", role)
        case .federatedUser(let arn):
            context.fill("aws:PrincipalType", "FederatedUser")
            context.fill("aws:PrincipalArn", arn)
        case .anonymous: context.fill("aws:PrincipalType", "Anonymous")
        case .service, .federated, .unnamed: break
        }
    }

    /// Whether a text is an account's number.
    static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy(\.isDigit)
    }

    /// The segments of an ARN, the sixth with all that is left.
    static func segments(_ arn: String) -> [String] {
        arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    }

    /// What stands behind an ARN's last slash.
    static func lastPart(_ arn: String) -> String? {
        arn.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init)
    }
}

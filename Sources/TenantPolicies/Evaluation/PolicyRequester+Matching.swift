extension PolicyRequester {
    /// How closely a resource's policy names a requester, from afar to by name.
    ///
    /// It decides which other policies limit what the resource's grants. Source: IAM User Guide,
    /// "Policy evaluation logic", "Determining whether a request is allowed or denied within an
    /// account", point 3.
    enum Closeness: Int, Comparable, Sendable {
        /// The account is named, which hands the decision to the account's own policies.
        case account
        /// The role of a session is named, whose boundary and session policies limit the grant.
        case role
        /// The user or the session itself is named, or everyone is: nothing else limits the grant.
        case own

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// How closely the principals of a statement name the requester; nil where they do not.
    ///
    /// `NotPrincipal` leaves somebody out only when it names them and everything that they are part
    /// of: the session and its role and their account. Source: IAM User Guide, "AWS JSON policy
    /// elements: NotPrincipal".
    func closeness(to principals: PolicySelection<PolicyPrincipal>) -> Closeness? {
        let found = principals.elements.compactMap { closeness(to: $0) }
        guard principals.isNegated else { return found.max() }
        let needed: Set<Closeness> =
            switch self {
            case .session: [.account, .role, .own]
            case .user, .federatedUser: [.account, .own]
            case .root, .service, .federated, .unnamed, .anonymous: [.own]
            }
        let isEveryone = principals.elements.contains(where: \.isWildcard)
        return isEveryone || needed.isSubset(of: found) ? nil : .own
    }

    private func closeness(to principal: PolicyPrincipal) -> Closeness? {
        switch principal.kind {
        case .everyone: .own
        case .service: self == .service(principal.name) ? .own : nil
        case .federated: self == .federated(principal.name) ? .own : nil
        // Which account has a canonical id, a request does not say.
        case .canonicalUser: nil
        case .aws: closeness(toAWS: principal.name)
        }
    }

    private func closeness(toAWS name: String) -> Closeness? {
        switch self {
        case .service, .federated: return nil
        case .unnamed, .anonymous: return name == "*" ? .own : nil
        case .root, .user, .session, .federatedUser: break
        }
        if name == "*" { return .own }
        if let account, Self.account(named: name) == account {
            if case .root = self { return .own }
            return .account
        }
        switch self {
        case .user(let arn), .federatedUser(let arn): return arn == name ? .own : nil
        case .session(let arn, let role):
            if Self.isSame(role, name) { return .role }
            return arn == name ? .own : nil
        case .root, .service, .federated, .unnamed, .anonymous: return nil
        }
    }

    /// The account that a principal is, by its number or its root user's ARN.
    private static func account(named name: String) -> String? {
        if isAccount(name) { return name }
        let segments = segments(name)
        guard segments.count == 6, segments[2] == "iam", segments[5] == "root" else { return nil }
        return segments[4]
    }

    /// Whether two ARNs are one role's: a session's ARN does not tell the role's path, and names
    /// of roles are unique in their account.
    private static func isSame(_ role: String, _ name: String) -> Bool {
        if role == name { return true }
        let left = segments(role)
        let right = segments(name)
        guard left.count == 6, right.count == 6, left[..<5] == right[..<5],
            right[5].hasPrefix("role/")
        else { return false }
        let isPathKnown = left[5].utf8.count { $0 == UInt8(ascii: "/") } > 1
        return !isPathKnown && lastPart(left[5]) == lastPart(right[5])
    }
}

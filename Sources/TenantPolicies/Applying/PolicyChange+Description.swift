extension PolicyChange: CustomStringConvertible {
    /// The change on one line: `+` makes, `~` changes, `-` removes.
    public var description: String {
        switch self {
        case .createUser(let user): "+ user \(user)"
        case .putUserPolicy(let user, let name, let before, _):
            "\(before == nil ? "+" : "~") policy \(name) of user \(user)"
        case .deleteUserPolicy(let user, let name): "- policy \(name) of user \(user)"
        case .createPolicy(let name, _): "+ policy \(name)"
        case .attachPolicy(let name, let user): "+ policy \(name) attached to user \(user)"
        case .detachPolicy(let name, _, let user): "- policy \(name) attached to user \(user)"
        case .deletePolicy(let name, _): "- policy \(name)"
        case .deleteAccessKey(let id, let user): "- key \(id) of user \(user)"
        case .deleteUser(let user): "- user \(user)"
        case .createRole(let role, _): "+ role \(role)"
        case .putTrustPolicy(let role, _, _): "~ trust policy of role \(role)"
        case .putRolePolicy(let role, let name, let before, _):
            "\(before == nil ? "+" : "~") policy \(name) of role \(role)"
        case .putBucketPolicy(let bucket, let before, _):
            "\(before == nil ? "+" : "~") policy of bucket \(bucket)"
        }
    }

    /// The change for people: its line, and below it the lines of the document that change.
    public var details: [String] {
        guard let (before, after) = documents else { return [description] }
        let diff = LineDiff(from: before?.lines ?? [], to: after.lines)
        return [description] + diff.lines.map { "    \($0)" }
    }

    private var documents: (before: PolicyText?, after: PolicyText)? {
        switch self {
        case .putUserPolicy(_, _, let before, let after),
            .putTrustPolicy(_, let before, let after),
            .putRolePolicy(_, _, let before, let after),
            .putBucketPolicy(_, let before, let after):
            (before, after)
        case .createPolicy(_, let document), .createRole(_, let document): (nil, document)
        default: nil
        }
    }
}

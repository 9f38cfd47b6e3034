/// What an IAM service keeps of what it is given.
///
/// Sources: IAM User Guide; for SeaweedFS, what version 4.48 did when it was asked: it takes no
/// `Deny` and not all actions in inline policies, it silently drops every managed policy that has a
/// `NotResource` or `NotAction` (and with it its denials), it forgets paths, and has no roles.
public enum IAMDialect: String, Hashable, Sendable, CaseIterable {
    /// Amazon's IAM, and what does as it does.
    case aws
    /// SeaweedFS's.
    case seaweedfs

    /// The dialect of whoever answers with this `Server` field.
    public init(serverName: String?) {
        self = serverName?.hasPrefix("SeaweedFS") == true ? .seaweedfs : .aws
    }

    /// Whether users' paths are kept, so that a user elsewhere is none of ours.
    public var keepsPaths: Bool { self == .aws }

    /// Whether roles can be made.
    public var keepsRoles: Bool { self == .aws }

    /// The longest inline policy, in bytes of compact JSON; none fits where inline policies cannot
    /// deny.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas": 2,048 characters for all of a user's.
    public var inlineBytesMax: Int { self == .aws ? 2048 : 0 }

    /// The ARN of a managed policy, made from that of a user beside it.
    ///
    /// - Parameters:
    ///   - name: the policy's name.
    ///   - path: its path.
    ///   - user: the ARN of any user of the account.
    /// - Returns: what the policy is attached and removed by.
    public func policyARN(_ name: String, path: String, beside user: String) -> String {
        let account = user.split(separator: ":", omittingEmptySubsequences: false).prefix(5)
        return account.joined(separator: ":") + ":policy" + (keepsPaths ? path : "/") + name
    }

    /// A document as this service can keep it, and the names of the statements that had to go.
    ///
    /// A denial that cannot be kept is left out: the rest still allows nothing that is not the
    /// tenant's. Leaving an allowance out is not ours to decide.
    ///
    /// - Throws: ``PolicyApplyingError`` when a statement that allows cannot be kept.
    public func adapted(
        _ document: PolicyDocument
    ) throws(PolicyApplyingError) -> (document: PolicyDocument, dropped: [String]) {
        guard self == .seaweedfs else { return (document, []) }
        var kept = document
        kept.statements = []
        var dropped: [String] = []
        for (index, statement) in document.statements.enumerated() {
            let isNegated = statement.actions.isNegated || statement.resources?.isNegated == true
            let name = statement.sid ?? "\(index + 1)"
            switch (isNegated, statement.effect) {
            case (false, _): kept.statements.append(statement)
            case (true, .deny): dropped.append(name)
            case (true, .allow):
                throw PolicyApplyingError(
                    "statement \(name) allows by NotAction or NotResource, which SeaweedFS drops"
                )
            }
        }
        return (kept, dropped)
    }
}

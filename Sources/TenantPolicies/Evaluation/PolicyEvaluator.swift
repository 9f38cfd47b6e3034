/// Judges requests as AWS does.
///
/// An explicit deny wins over everything. Else, in one account, what an identity policy allows is
/// allowed as far as the boundary and the session's policies allow it too, and what the resource's
/// policy allows is allowed to whom it names; between two accounts both sides must allow it.
///
/// Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic",
/// "Permissions boundaries for IAM entities", "Session policies".
public struct PolicyEvaluator: Sendable {
    private let policies: PolicySet

    /// Creates an evaluator of these policies.
    public init(_ policies: PolicySet) { self.policies = policies }

    /// Judges a request.
    ///
    /// Of the keys that say who makes it, those that its context lacks are filled in.
    public func decide(_ request: PolicyRequest) -> PolicyDecision {
        var request = request
        request.requester.fill(&request.context)
        var findings = PolicyFindings()
        for (index, policy) in policies.identity.enumerated() {
            findings.add(policy, .identity(index), request)
        }
        for (index, policy) in (policies.session ?? []).enumerated() {
            findings.add(policy, .session(index), request)
        }
        if let boundary = policies.boundary { findings.add(boundary, .boundary, request) }
        if let resource = policies.resource { findings.add(resource, .resource, request) }
        guard findings.denies.isEmpty else {
            return findings.decision(.explicitDeny, findings.denies) {
                "\(PolicyFindings.list(findings.denies)) denies it, and a denial wins"
            }
        }
        let isForeign =
            policies.resourceAccount.map { account in
                request.requester.account.map { $0 != account } ?? false
            } ?? false
        return isForeign
            ? acrossAccounts(findings, request.requester)
            : withinAccount(findings, request.requester)
    }

    /// Whether a request is allowed.
    public func allows(_ request: PolicyRequest) -> Bool { decide(request).isAllowed }

    private func withinAccount(
        _ findings: PolicyFindings,
        _ requester: PolicyRequester
    ) -> PolicyDecision {
        let closeness = findings.closeness
        if case .root = requester, policies.ownership == .shared {
            return findings.decision(.allowed, findings.resourceAllows) {
                "an account's root user may do what nothing denies"
            }
        }
        if closeness == .own {
            return findings.decision(.allowed, findings.resourceAllows) {
                "\(PolicyFindings.list(findings.resourceAllows)) allows it to the requester itself"
            }
        }
        if closeness == .role, limit(findings) == nil {
            return findings.decision(.allowed, findings.resourceAllows + limiters(findings)) {
                "\(PolicyFindings.list(findings.resourceAllows)) allows it to the role"
            }
        }
        let isHandedOver = policies.ownership == .shared || closeness != nil
        if isHandedOver, !findings.identityAllows.isEmpty, limit(findings) == nil {
            let statements = findings.identityAllows + limiters(findings)
            return findings.decision(.allowed, statements) {
                "\(PolicyFindings.list(statements)) allows it"
            }
        }
        return findings.decision(.implicitDeny, findings.allows) {
            if !isHandedOver { return "the resource's own policy does not allow it" }
            if findings.identityAllows.isEmpty, closeness != .role {
                return nothingAllows(findings, requester)
            }
            return "\(PolicyFindings.list(findings.allows)) allows it, "
                + "but \(limit(findings) ?? "nothing") does not"
        }
    }

    private func acrossAccounts(
        _ findings: PolicyFindings,
        _ requester: PolicyRequester
    ) -> PolicyDecision {
        let isRoot = if case .root = requester { true } else { false }
        let hasIdentity = isRoot || !findings.identityAllows.isEmpty
        if hasIdentity, limit(findings) == nil, findings.closeness != nil {
            let statements =
                findings.identityAllows + limiters(findings) + findings.resourceAllows
            return findings.decision(.allowed, statements) {
                "\(PolicyFindings.list(statements)) allows it, on both sides"
            }
        }
        return findings.decision(.implicitDeny, findings.allows) {
            if findings.closeness == nil {
                return "the resource is another account's, and its policy does not allow it"
            }
            if !hasIdentity {
                return "the resource is another account's, and no policy of the requester's own "
                    + "allows it"
            }
            return "\(limit(findings) ?? "nothing") does not allow it"
        }
    }

    /// What limits the requester and does not allow the request; nil where nothing stands against.
    private func limit(_ findings: PolicyFindings) -> String? {
        if policies.boundary != nil, findings.boundaryAllows.isEmpty {
            return "the permissions boundary"
        }
        if policies.session != nil, findings.sessionAllows.isEmpty { return "the session's policy" }
        return nil
    }

    private func limiters(_ findings: PolicyFindings) -> [PolicyStatementReference] {
        findings.boundaryAllows + findings.sessionAllows
    }

    private func nothingAllows(
        _ findings: PolicyFindings,
        _ requester: PolicyRequester
    ) -> String {
        let side = requester == .anonymous ? "the request is anonymous, and " : ""
        guard let nearest = findings.nearestAllow else { return side + "no statement allows it" }
        return side + "no statement allows it; nearest is \(nearest.statement): \(nearest.reason)"
    }
}

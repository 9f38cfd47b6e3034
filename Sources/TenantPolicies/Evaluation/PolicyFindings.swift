/// What each statement of a ``PolicySet`` has to say of one request.
struct PolicyFindings {
    private(set) var denies: [PolicyStatementReference] = []
    private(set) var identityAllows: [PolicyStatementReference] = []
    private(set) var sessionAllows: [PolicyStatementReference] = []
    private(set) var boundaryAllows: [PolicyStatementReference] = []
    private(set) var resourceAllows: [PolicyStatementReference] = []
    /// How closely the resource's policy names whom it allows the request to.
    private(set) var closeness: PolicyRequester.Closeness?
    private(set) var misses: [PolicyDecision.Miss] = []
    /// The allowing statement that lacked least.
    private(set) var nearestAllow: PolicyDecision.Miss?

    /// Everything that allows the request.
    var allows: [PolicyStatementReference] {
        identityAllows + boundaryAllows + sessionAllows + resourceAllows
    }

    /// Judges the statements of a policy.
    mutating func add(
        _ policy: PolicyDocument,
        _ source: PolicyStatementReference.Source,
        _ request: PolicyRequest
    ) {
        for (index, statement) in policy.statements.enumerated() {
            let reference = PolicyStatementReference(
                source: source,
                index: index,
                sid: statement.sid
            )
            if let reason = statement.mismatch(request, policy.version) {
                let miss = PolicyDecision.Miss(statement: reference, reason: reason)
                misses.append(miss)
                if statement.effect == .allow, reason.rank > nearestAllow?.reason.rank ?? -1 {
                    nearestAllow = miss
                }
                continue
            }
            guard statement.effect == .allow else {
                denies.append(reference)
                continue
            }
            switch source {
            case .identity: identityAllows.append(reference)
            case .session: sessionAllows.append(reference)
            case .boundary: boundaryAllows.append(reference)
            case .resource: addGrant(reference, statement, request.requester)
            }
        }
    }

    private mutating func addGrant(
        _ reference: PolicyStatementReference,
        _ statement: PolicyStatement,
        _ requester: PolicyRequester
    ) {
        // A resource's policy that names no principal grants nobody anything.
        guard let principals = statement.principals,
            let found = requester.closeness(to: principals)
        else { return }
        resourceAllows.append(reference)
        closeness = max(closeness ?? found, found)
    }

    /// The decision, its misses nearest first.
    func decision(
        _ outcome: PolicyDecision.Outcome,
        _ statements: [PolicyStatementReference],
        _ why: () -> String
    ) -> PolicyDecision {
        let sorted = misses.enumerated()
            .sorted { left, right in
                let ranks = (right.element.reason.rank, left.element.reason.rank)
                return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
            }
        return PolicyDecision(
            outcome: outcome,
            statements: statements,
            misses: sorted.map(\.element),
            why: why()
        )
    }

    /// The statements' names, for a sentence.
    static func list(_ statements: [PolicyStatementReference]) -> String {
        statements.map(\.description).joined(separator: ", ")
    }
}

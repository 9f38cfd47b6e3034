/// Puts what a search found into words.
struct ClaimReport {
    /// What stands against the claim.
    private(set) var findings: [PolicyFinding] = []
    private let claim: PolicyClaim
    private let kind: PolicyFinding.Kind
    private let subject: String
    private let evaluator: PolicyEvaluator
    /// What was told already: one finding for what the same statements allow to be done.
    private var told: Set<Cause> = []

    private struct Cause: Hashable {
        let statements: [PolicyStatementReference]
        let target: S3Action.Target?
    }

    init(_ claim: PolicyClaim, _ kind: PolicyFinding.Kind, of subject: String) {
        self.claim = claim
        self.kind = kind
        self.subject = subject
        evaluator = PolicyEvaluator(claim.policies)
    }

    /// Adds that nothing could be proved.
    mutating func add(_ error: PolicyProofError) {
        findings.append(
            PolicyFinding(
                kind: .unproven,
                witness: nil,
                isConfirmed: false,
                statements: [],
                message: error.description
            )
        )
    }

    /// Adds what a search found.
    ///
    /// - Parameters:
    ///   - search: what was tried.
    ///   - isFirst: whether it is the one that says what is lacking.
    ///   - isLoose: whether more was taken to be allowed than ever is.
    mutating func add(_ search: ClaimSearch, isFirst: Bool, isLoose: Bool) {
        for (cause, excesses) in grouped(search.excesses) where !told.contains(cause) {
            if isLoose, findings.contains(where: { $0.kind == kind && $0.isConfirmed }) { return }
            told.insert(cause)
            add(excesses, search, isLoose: isLoose)
        }
        if isFirst { for lack in search.lacks { add(lack) } }
    }

    private func grouped(
        _ excesses: [ClaimSearch.Excess]
    ) -> [(cause: Cause, excesses: [ClaimSearch.Excess])] {
        var groups: [(cause: Cause, excesses: [ClaimSearch.Excess])] = []
        var places: [Cause: Int] = [:]
        // Those first that a request shows, and of them the operations that everybody knows.
        func key(_ excess: ClaimSearch.Excess, _ offset: Int) -> (Int, Int, Int) {
            (excess.isVague ? 1 : 0, excess.action.known?.rank ?? 5, offset)
        }
        let ranked = excesses.enumerated()
            .sorted { key($0.element, $0.offset) < key($1.element, $1.offset) }
        for excess in ranked.map(\.element) {
            let cause = Cause(statements: excess.statements, target: excess.action.known?.target)
            if let place = places[cause] {
                groups[place].excesses.append(excess)
            } else {
                places[cause] = groups.count
                groups.append((cause, [excess]))
            }
        }
        return groups
    }

    private mutating func add(
        _ excesses: [ClaimSearch.Excess],
        _ search: ClaimSearch,
        isLoose: Bool
    ) {
        guard let first = excesses.first else { return }
        let plain = request(first, search)
        let witness = telling(excesses, search) ?? plain
        let isConfirmed = evaluator.allows(witness)
        let others = Set(excesses.map(\.action.name)).subtracting([witness.action]).sorted()
        var message = "\(subject) may \(Self.told(witness))"
        if !others.isEmpty { message += ", and \(Self.list(others))" }
        message +=
            ", since \(PolicyFindings.list(first.statements)) "
            + "\(first.statements.count == 1 ? "allows" : "allow") it"
        if kind == .unfenced {
            message = "with everything allowed by another policy, " + message
        }
        if let hint = PolicyHint.text(witness, first.statements, claim, kind) {
            message += "; \(hint)"
        }
        if !isConfirmed {
            message +=
                isLoose
                ? "; that depends on a variable whose value nobody knows"
                : "; that depends on values that could not be told apart"
        }
        findings.append(
            PolicyFinding(
                kind: isConfirmed ? kind : .unproven,
                witness: witness,
                isConfirmed: isConfirmed,
                statements: first.statements,
                message: message
            )
        )
    }

    private mutating func add(_ lack: ClaimSearch.Lack) {
        let witness = PolicyRequest(
            requester: claim.requester,
            action: lack.action,
            resource: lack.resource,
            context: lack.context
        )
        let decision = evaluator.decide(witness)
        let alike = findings.contains { $0.kind == .lacks && $0.witness?.action == lack.action }
        guard !alike else { return }
        let advice =
            PolicyWarning.all(claim.policies, action: lack.action).first
            .map { "; \($0)" } ?? ""
        findings.append(
            PolicyFinding(
                kind: .lacks,
                witness: witness,
                isConfirmed: !decision.isAllowed,
                statements: decision.statements,
                message: "\(subject) cannot \(Self.told(witness)), as it should: "
                    + decision.why + advice
            )
        )
    }

    // MARK: - Witnesses

    private func request(
        _ excess: ClaimSearch.Excess,
        _ search: ClaimSearch
    ) -> PolicyRequest {
        PolicyRequest(
            requester: claim.requester,
            action: excess.action.name,
            resource: excess.resource,
            context: excess.context
        )
    }

    /// A request as bad as one that was found, with names that people know; nil where there is
    /// none.
    private func telling(
        _ excesses: [ClaimSearch.Excess],
        _ search: ClaimSearch
    ) -> PolicyRequest? {
        // Few tries for each: a finding should not cost more than the proof.
        for excess in excesses.prefix(Self.triesMax) {
            let plain = request(excess, search)
            if excess.action.known?.target == .listing {
                for prefix in claim.examples.prefixes where !plain.context["s3:prefix"].isEmpty {
                    var request = plain
                    request.context["s3:prefix"] = [prefix]
                    if isExcess(request) { return request }
                }
                if isExcess(plain) { return plain }
                continue
            }
            for resource in claim.examples.resources {
                var request = plain
                request.resource = resource
                if isExcess(request) { return request }
            }
        }
        return nil
    }

    private static let triesMax = 4

    /// Whether a request is allowed and should not be.
    private func isExcess(_ request: PolicyRequest) -> Bool {
        let action = request.action.lowercased()
        let prefix = request.context["s3:prefix"].first
        let isExpected = claim.may.contains { right in
            (right.action.map { $0.lowercased() == action } ?? true)
                && right.resource.matches(request.resource)
                && (right.prefix.map { glob in prefix.map { glob.matches($0) } ?? false } ?? true)
        }
        let isInScope = claim.resources?.contains { $0.matches(request.resource) } ?? true
        return !isExpected && isInScope && fits(request) && evaluator.allows(request)
    }

    /// Whether an operation that is known can be made on the resource.
    private func fits(_ request: PolicyRequest) -> Bool {
        guard request.resource.hasPrefix("arn:"),
            let target = S3Action.named(request.action)?.target
        else { return true }
        let segments = PolicyRequester.segments(request.resource)
        let isObject = segments.count == 6 && segments[5].utf8.contains(UInt8(ascii: "/"))
        switch target {
        case .object: return isObject
        case .listing, .bucket: return !isObject
        case .account: return true
        }
    }

    // MARK: - Words

    private static func told(_ request: PolicyRequest) -> String {
        let keys = request.context.keys.filter { key in
            !["aws:principaltype", "aws:principalarn", "aws:principalaccount", "aws:username"]
                .contains(key)
        }
        let values = keys.map { key in
            "\(key) \(request.context[key].map { "'\($0)'" }.joined(separator: ", "))"
        }
        let what = "\(request.action) on \(request.resource)"
        if !values.isEmpty { return "\(what) with \(values.joined(separator: " and "))" }
        return S3Action.named(request.action)?.target == .listing ? "\(what) with no prefix" : what
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}

/// Knows the mistakes that are made again and again, and says which one a finding is.
enum PolicyHint {
    /// What is wrong with the statements that allow a request; nil where it is nothing usual.
    static func text(
        _ witness: PolicyRequest,
        _ references: [PolicyStatementReference],
        _ claim: PolicyClaim,
        _ kind: PolicyFinding.Kind
    ) -> String? {
        let target = S3Action.named(witness.action)?.target
        if kind == .unfenced {
            return target == .listing
                ? "deny s3:ListBucket* unless s3:prefix is one of the tenant's folders"
                : "deny the operations on objects with NotResource, the tenant's folders"
        }
        for (source, document) in claim.policies.documents {
            for (index, statement) in document.statements.enumerated()
            where references.contains(where: { $0.source == source && $0.index == index }) {
                if let text = text(witness, statement, target, claim) { return text }
            }
        }
        return nil
    }

    private static func text(
        _ witness: PolicyRequest,
        _ statement: PolicyStatement,
        _ target: S3Action.Target?,
        _ claim: PolicyClaim
    ) -> String? {
        if statement.principals?.elements.contains(where: \.isWildcard) == true {
            return "the statement's principal is everyone"
        }
        if statement.actions.isNegated { return "NotAction allows all that it does not name" }
        if statement.resources?.isNegated == true {
            return "NotResource allows all that it does not name"
        }
        if let key = absentKey(witness, statement) {
            return "\(key.comparison) holds where a request has no \(key.key); add "
                + "\"Null\": {\"\(key.key)\": \"false\"}, or use the operator without it"
        }
        if target == .listing { return listing(witness, statement) }
        return objects(witness, statement)
    }

    /// The condition that a missing key passes.
    private static func absentKey(
        _ witness: PolicyRequest,
        _ statement: PolicyStatement
    ) -> PolicyCondition? {
        statement.conditions.first { condition in
            let isLax = condition.comparison.quantifier == .all || condition.comparison.ifExists
            let values = witness.context[condition.key]
            return isLax && values.allSatisfy(\.isEmpty)
        }
    }

    private static func listing(
        _ witness: PolicyRequest,
        _ statement: PolicyStatement
    ) -> String? {
        let values = statement.conditions
            .filter { $0.key.lowercased() == "s3:prefix" && !$0.comparison.comparison.isNegated }
            .flatMap(\.values)
        guard !values.isEmpty else {
            return "a condition on s3:prefix is missing: all names in the bucket are told"
        }
        let open = values.filter { !$0.text.hasSuffix("/") && !$0.text.hasSuffix("/*") }
        if let value = open.first {
            return "'\(value)' does not end in a slash, or a slash and a star, and so lists what "
                + "only begins alike: tenantId=t1 and tenantId=t10"
        }
        return "a prefix of the policy reaches beyond the tenant's folders"
    }

    private static func objects(
        _ witness: PolicyRequest,
        _ statement: PolicyStatement
    ) -> String? {
        guard let patterns = statement.resources?.elements else { return nil }
        for pattern in patterns {
            let segments = pattern.text.split(separator: "/", omittingEmptySubsequences: false)
            guard let place = segments.firstIndex(where: { $0.hasPrefix("tenantId=") }) else {
                continue
            }
            if segments[place].dropFirst("tenantId=".count).utf8
                .contains(where: { "*?".utf8.contains($0) })
            {
                return "a wildcard stands in the tenant's name, or at its end without a slash"
            }
            let front = segments[..<place].dropFirst()
            if front.contains(where: { $0.utf8.contains(where: { "*?".utf8.contains($0) }) }) {
                return "a star crosses slashes: it reaches into tenantId=other/x/tenantId=…; "
                    + "name the tables"
            }
        }
        return nil
    }
}

extension PolicyCheck {
    /// A bucket's policy: nothing for strangers, nothing without TLS, nothing unencrypted.
    mutating func checkBucket(_ document: PolicyDocument) -> [PolicyFinding] {
        let bucket = "arn:\(terms.partition):s3:::\(terms.lake.bucket)"
        let objects = PolicyGlob(beginningWith: "\(bucket)/\(terms.lake.keyPrefix)")
        var findings = checkStrangers(document, ownership: .shared)
        var insecure = claim(document, by: nobody)
        insecure.known = ["aws:SecureTransport": ["false"]]
        insecure.actions = S3Action.all
        insecure.resources = [
            PolicyGlob(literal: bucket), PolicyGlob(beginningWith: "\(bucket)/"),
        ]
        findings += prover.prove(insecure, .insecure, of: "without TLS somebody")
        var plain = claim(document, by: nobody)
        plain.known = [
            "aws:SecureTransport": ["true"], "s3:x-amz-server-side-encryption": [],
            "s3:x-amz-server-side-encryption-customer-algorithm": [],
        ]
        plain.actions = S3Action.all.filter { $0.name == "PutObject" }
        plain.resources = [objects]
        findings += prover.prove(plain, .unencrypted, of: "without asking for encryption somebody")
        var own = plain
        own.known["s3:x-amz-server-side-encryption-customer-algorithm"] = ["AES256"]
        own.known["s3:x-amz-server-side-encryption"] = nil
        findings += prover.prove(own, .unencrypted, of: "with a key that only it knows somebody")
        return findings
    }

    /// A resource's policy gives nothing to who is not named: without credentials, of another
    /// account that allows everything, or of its own account without a policy.
    mutating func checkStrangers(
        _ document: PolicyDocument,
        ownership: PolicySet.Ownership
    ) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        let foreign = PolicyRequester.user(arn: "arn:aws:iam::\(foreignAccount):user/stranger")
        for (requester, isTrusted, name) in [
            (.anonymous, false, "anybody without credentials"),
            (foreign, true, "a user of another account"),
            (nobody, false, "a user of the account who has no policy"),
        ] {
            var claim = claim(document, by: requester)
            if !isTrusted { claim.policies.identity = [] }
            claim.policies.ownership = ownership
            findings += prover.prove(claim, .exceeds, of: name)
        }
        return findings
    }

    /// A role's trust opens no session without a tag to whom it names.
    mutating func checkTag(_ document: PolicyDocument) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        let names = document.statements.filter { $0.effect == .allow }
            .flatMap { $0.principals?.elements ?? [] }
        var seen: Set<PolicyRequester> = []
        for name in names {
            guard name.kind == .aws, let requester = PolicyRequester(name.name),
                requester != .anonymous, seen.insert(requester).inserted
            else { continue }
            var claim = claim(document, by: requester)
            claim.policies.resourceAccount = requester.account
            claim.policies.ownership = .exclusive
            claim.known = ["aws:RequestTag/\(terms.principalTag)": []]
            findings += prover.prove(claim, .exceeds, of: "\(name) without giving a tag")
        }
        return findings
    }

    /// Conditions on keys that no request for what a statement is about ever has.
    func suspicions(_ document: PolicyDocument, isResource: Bool) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        for (index, statement) in document.statements.enumerated()
        where !statement.conditions.isEmpty {
            let known = S3Action.all.filter { action in
                let name = action.qualifiedName.lowercased()
                return statement.actions.selects { $0.actionGlob.matches(name) }
            }
            for condition in statement.conditions
            where !known.isEmpty && known.allSatisfy({ !$0.canHave(condition.key) }) {
                let reference = PolicyStatementReference(
                    source: isResource ? .resource : .identity(0),
                    index: index,
                    sid: statement.sid
                )
                findings.append(
                    PolicyFinding(
                        kind: .suspicious,
                        witness: nil,
                        isConfirmed: true,
                        statements: [reference],
                        message: "\(reference) has a condition on \(condition.key), which no "
                            + "request for what it is about ever has"
                    )
                )
            }
        }
        return findings
    }

    private var ownAccount: String { terms.account?.digits ?? "000000000000" }

    /// Another account than the policies'.
    private var foreignAccount: String {
        ownAccount == "999999999999" ? "888888888888" : "999999999999"
    }

    /// A user of the account whom no policy names.
    private var nobody: PolicyRequester {
        .user(arn: "arn:\(terms.partition):iam::\(ownAccount):user/nobody")
    }

    /// That a resource's policy gives nothing to a requester whose own policies allow everything.
    private func claim(_ document: PolicyDocument, by requester: PolicyRequester) -> PolicyClaim {
        var examples = PolicyExamples()
        let bucket = "arn:\(terms.partition):s3:::\(terms.lake.bucket)"
        examples.resources = ["\(bucket)/\(terms.lake.keyPrefix)secret", bucket]
        return PolicyClaim(
            policies: PolicySet(
                identity: [.everything],
                resource: document,
                resourceAccount: ownAccount
            ),
            requester: requester,
            known: [:],
            may: [],
            must: [],
            examples: examples
        )
    }
}

/// Proves of policies that they keep a tenant in its own prefix, and let it do there what it should.
///
/// A proof and no sample: every request there is, whatever its operation, resource, prefix and other
/// values, is of a kind that was judged. What cannot be proved is a finding. A witness is a request
/// that ``PolicyEvaluator`` itself judges as the finding says.
///
/// Remembers what it learned about operations, so that one prover should serve all tenants.
public struct PolicyProver: Sendable {
    private var cases = ActionCases()

    /// Creates a prover.
    public init() {}

    /// Proves that a tenant's policies grant what they should and nothing besides.
    ///
    /// - Parameters:
    ///   - policies: all that have a say in the tenant's requests.
    ///   - grant: what the tenant should be able to do.
    ///   - requester: who the tenant is to the store.
    ///   - known: keys whose values are known, such as the tag of a session; none where the key is
    ///     missing. All other keys may have any value.
    /// - Returns: What is wrong, worst first; nothing where the proof holds.
    public mutating func check(
        _ policies: PolicySet,
        grant: TenantGrant,
        requester: PolicyRequester = .unnamed,
        known: [String: [String]] = [:]
    ) -> [PolicyFinding] {
        let claim = PolicyClaim(
            policies: policies,
            requester: requester,
            known: known,
            may: grant.rights,
            must: grant.rights,
            examples: PolicyExamples(grant)
        )
        var findings = prove(claim, .exceeds, of: "\(grant.tenant)")
        for index in findings.indices { findings[index].tenant = grant.tenant }
        return findings
    }

    /// Proves that a tenant's identity policies hold it in its folders whatever another policy
    /// that is attached beside them allows.
    ///
    /// - Returns: What could be reached all the same; nothing where the fence holds.
    public mutating func checkFence(
        _ policies: PolicySet,
        grant: TenantGrant,
        requester: PolicyRequester = .unnamed,
        known: [String: [String]] = [:]
    ) -> [PolicyFinding] {
        var policies = policies
        policies.identity.append(.everything)
        let claim = PolicyClaim(
            policies: policies,
            requester: requester,
            known: known,
            may: grant.fencedRights,
            must: [],
            actions: S3Action.all.filter { $0.target == .object || $0.target == .listing },
            resources: [
                PolicyGlob(literal: grant.bucketARN),
                PolicyGlob(beginningWith: grant.objectARN("")),
            ],
            examples: PolicyExamples(grant)
        )
        var findings = prove(claim, .unfenced, of: "\(grant.tenant)")
        for index in findings.indices { findings[index].tenant = grant.tenant }
        return findings
    }

    /// Proves a claim, and says what stands against it.
    mutating func prove(
        _ claim: PolicyClaim,
        _ kind: PolicyFinding.Kind,
        of subject: String
    ) -> [PolicyFinding] {
        var report = ClaimReport(claim, kind, of: subject)
        do throws(PolicyProofError) {
            for attempt in claim.attempts {
                let search = try ClaimSearch(attempt.claim, cache: &cases)
                report.add(search, isFirst: attempt.isFirst, isLoose: attempt.isLoose)
            }
        } catch {
            report.add(error)
        }
        return report.findings
    }
}

extension PolicyDocument {
    /// What a fence must withstand: everything is allowed.
    static let everything = PolicyDocument(
        statements: [.init(effect: .allow, actions: .only(["*"]), resources: .only(["*"]))]
    )
}

import LakeModel

/// Proves the files that `policies generate` writes, one after the other.
///
/// Holds one policy at a time, and compares none with another: each is held against what its own
/// tenant should be able to do, so that ten thousand tenants take ten thousand times what one does.
package struct PolicyCheck: Sendable {
    /// What the policies should say.
    let terms: PolicyTerms
    /// The bucket's policy, which has a say in what tenants may do.
    package var bucket: PolicyDocument?
    var prover = PolicyProver()

    /// Creates a check of policies that should come to these terms.
    package init(_ terms: PolicyTerms) { self.terms = terms }

    /// The forms whose files are policies, and so can be proved.
    package static let forms: [PolicyForm] = [
        .identity, .session, .abac, .minio, .bucket, .writer, .kms,
    ]

    /// Where a file of a form is attached.
    package static func kind(of form: PolicyForm, file: String) -> PolicyKind {
        switch form {
        case .bucket, .kms: .resource
        case .abac where file.hasSuffix("trust.json"): .trust
        case .identity, .session, .abac, .minio, .writer, .accessGrants, .terraform,
            .cloudformation:
            .identity
        }
    }

    /// Proves the policy of one tenant.
    package mutating func check(
        _ document: PolicyDocument,
        form: PolicyForm,
        of tenant: PolicyTenant
    ) -> [PolicyFinding] {
        var findings: [PolicyFinding]
        switch form {
        case .identity:
            let set = PolicySet(identity: [document], resource: bucket)
            let grant = terms.grant(of: tenant)
            let user = requester(of: tenant)
            findings = prover.check(set, grant: grant, requester: user)
            // The bucket's policy is no part of the fence.
            let own = PolicySet(identity: [document])
            findings += prover.checkFence(own, grant: grant, requester: user)
        case .session:
            findings = checkSession(document, tenant)
        case .minio: findings = checkMinIO(document, tenant)
        case .kms: findings = checkStrangers(document, ownership: .exclusive)
        case .abac, .bucket, .writer, .accessGrants, .terraform, .cloudformation: findings = []
        }
        findings += suspicions(document, isResource: form == .kms)
        for index in findings.indices { findings[index].tenant = tenant.id }
        return findings
    }

    /// Proves a policy that all tenants share; the role of all tenants for each of these.
    package mutating func check(
        _ document: PolicyDocument,
        form: PolicyForm,
        for tenants: [PolicyTenant]
    ) -> [PolicyFinding] {
        let isTrust = document.statements.allSatisfy { $0.resources == nil }
        let isResource = form == .bucket || isTrust
        let suspicions = suspicions(document, isResource: isResource)
        switch form {
        case .abac where isTrust:
            return checkStrangers(document, ownership: .exclusive) + checkTag(document) + suspicions
        case .abac: return checkRole(document, tenants) + suspicions
        case .bucket: return checkBucket(document) + suspicions
        case .writer: return checkWriter(document) + suspicions
        case .identity, .session, .minio, .kms, .accessGrants, .terraform, .cloudformation:
            return suspicions
        }
    }

    /// Who a tenant is to the store, where the account is known.
    private func requester(of tenant: PolicyTenant) -> PolicyRequester {
        let principals = LakePrincipals(lake: terms.lake)
        guard let account = terms.account, let name = try? principals.userName(of: tenant.id) else {
            return .unnamed
        }
        let path = LakePrincipals.path
        return .user(arn: "arn:\(terms.partition):iam::\(account):user\(path)\(name)")
    }

    // MARK: - Forms

    /// Whoever opens a session tells it the bucket's region: asking for it may be left out, for
    /// bytes are few.
    private mutating func checkSession(
        _ document: PolicyDocument,
        _ tenant: PolicyTenant
    ) -> [PolicyFinding] {
        let grant = terms.grant(of: tenant)
        let claim = PolicyClaim(
            policies: PolicySet(identity: [document]),
            requester: .unnamed,
            known: [:],
            may: grant.rights,
            must: grant.rights.filter { $0.action != TenantGrant.locationAction },
            examples: PolicyExamples(grant)
        )
        return prover.prove(claim, .exceeds, of: "\(tenant.id)")
    }

    /// MinIO's policies have no operation on the bucket, and listings only where they are safe.
    private mutating func checkMinIO(
        _ document: PolicyDocument,
        _ tenant: PolicyTenant
    ) -> [PolicyFinding] {
        var grant = terms.grant(of: tenant)
        grant.partition = "aws"
        grant.kmsKey = nil
        let rights = grant.rights.filter { right in
            right.action != TenantGrant.locationAction
                && (right.action != TenantGrant.listAction || terms.minioListing != nil)
        }
        let claim = PolicyClaim(
            policies: PolicySet(identity: [document]),
            requester: .unnamed,
            known: [:],
            may: rights,
            must: rights,
            examples: PolicyExamples(grant)
        )
        return prover.prove(claim, .exceeds, of: "\(tenant.id)")
    }

    /// One role: with a tenant's tag it is that tenant, and without a tag nobody.
    private mutating func checkRole(
        _ document: PolicyDocument,
        _ tenants: [PolicyTenant]
    ) -> [PolicyFinding] {
        let key = "aws:PrincipalTag/\(terms.principalTag)"
        let set = PolicySet(identity: [document])
        let untagged = PolicyClaim(
            policies: set,
            requester: .unnamed,
            known: [key: []],
            may: [],
            must: [],
            examples: PolicyExamples()
        )
        var findings = prover.prove(untagged, .exceeds, of: "a session without a tag")
        for tenant in tenants {
            let grant = terms.grant(of: PolicyTenant(tenant.id))
            let known = [key: [tenant.id.name]]
            findings += prover.check(set, grant: grant, known: known)
            findings += prover.checkFence(set, grant: grant, known: known)
            // What is wrong for one is wrong for all.
            if !findings.isEmpty { break }
        }
        return findings
    }

    /// The server's own policies reach no further than the lake.
    private mutating func checkWriter(_ document: PolicyDocument) -> [PolicyFinding] {
        let bucket = "arn:\(terms.partition):s3:::\(terms.lake.bucket)"
        let any = PolicyGlob([.many(crossesColons: true)])
        var may = [
            PolicyRight(nil, on: PolicyGlob(beginningWith: "\(bucket)/\(terms.lake.keyPrefix)")),
            PolicyRight("kms:Decrypt", on: any), PolicyRight("kms:GenerateDataKey", on: any),
        ]
        for action in [
            "ListBucket", "ListBucketVersions", "ListBucketMultipartUploads", "GetBucketLocation",
            "GetBucketVersioning",
        ] {
            may.append(PolicyRight("s3:\(action)", on: PolicyGlob(literal: bucket)))
        }
        may += terms.sessionRoles.map {
            PolicyRight("sts:AssumeRole", on: PolicyGlob(literal: "\($0)"))
        }
        let claim = PolicyClaim(
            policies: PolicySet(identity: [document]),
            requester: .unnamed,
            known: [:],
            may: may,
            must: [],
            examples: PolicyExamples()
        )
        return prover.prove(claim, .exceeds, of: "the server")
    }
}

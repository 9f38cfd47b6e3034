import LakeModel
import TenantPolicies
import Testing

@Suite("The prover") struct PolicyProverTests {
    static func grant(
        _ tenant: String = "t1",
        tables: [String] = ["clicks"],
        access: TenantGrant.Access = .read
    ) throws -> TenantGrant {
        TenantGrant(
            bucket: "lake",
            root: "root",
            tenant: try TenantID(tenant),
            tables: try tables.map { try TableName($0) },
            access: access
        )
    }

    /// The policy that a grant comes to, with a fence or without.
    static func policy(_ grant: TenantGrant, fence: Bool = false) -> PolicyDocument {
        let objects = grant.folders.map { PolicyPattern(grant.objectARN($0) + "*") }
        let prefixes = grant.folders.map { PolicyPattern($0 + "*") }
        let bucket = PolicyPattern(grant.bucketARN)
        var statements: [PolicyStatement] = [
            .init(
                effect: .allow,
                actions: .only(grant.objectActions.map { PolicyPattern($0) }),
                resources: .only(objects)
            ),
            .init(
                effect: .allow,
                actions: .only(["s3:ListBucket"]),
                resources: .only([bucket]),
                conditions: [.init(.init(.stringLike), "s3:prefix", prefixes)]
            ),
            .init(
                effect: .allow,
                actions: .only(["s3:GetBucketLocation"]),
                resources: .only([bucket])
            ),
        ]
        if fence {
            statements += [
                .init(
                    effect: .deny,
                    actions: .only(["s3:*Object*", "s3:*MultipartUpload*", "s3:Replicate*"]),
                    resources: .except(objects)
                ),
                .init(
                    effect: .deny,
                    actions: .only(["s3:BypassGovernanceRetention", "s3:InitiateReplication"]),
                    resources: .except(objects)
                ),
                .init(
                    effect: .deny,
                    actions: .only(["s3:ListBucket*"]),
                    resources: .only(["*"]),
                    conditions: [.init(.init(.stringNotLike), "s3:prefix", prefixes)]
                ),
            ]
        }
        return PolicyDocument(statements: statements)
    }

    @Test("accepts what grants neither more nor less", arguments: TenantGrant.Access.allCases)
    func correct(access: TenantGrant.Access) throws {
        var prover = PolicyProver()
        for tenant in ["t1", "t10", "t1-a", "t1_a"] {
            let grant = try Self.grant(tenant, tables: ["clicks", "sales"], access: access)
            for fence in [false, true] {
                let set = PolicySet(identity: [Self.policy(grant, fence: fence)])
                #expect(prover.check(set, grant: grant) == [])
            }
            let fenced = PolicySet(identity: [Self.policy(grant, fence: true)])
            #expect(prover.checkFence(fenced, grant: grant) == [])
        }
    }

    @Test("accepts one policy for all tenants, by the tag of the session")
    func tagged() throws {
        var prover = PolicyProver()
        let grant = try Self.grant()
        let text = String(decoding: Self.policy(grant, fence: true).compact, as: UTF8.self)
        let tagged = text.split(separator: "tenantId=t1")
            .joined(separator: "tenantId=${aws:PrincipalTag/TenantID}")
        let set = PolicySet(identity: [try PolicyDocument(Array(tagged.utf8), as: .identity)])
        let known = ["aws:PrincipalTag/TenantID": ["t1"]]
        #expect(prover.check(set, grant: grant, known: known) == [])
        #expect(prover.checkFence(set, grant: grant, known: known) == [])
        // The tag is anybody's to choose where nothing is known of it.
        let open = prover.check(set, grant: grant)
        #expect(open.contains { $0.kind == .exceeds && $0.isConfirmed })
        #expect(open.contains { $0.kind == .lacks && $0.isConfirmed })
    }

    @Test(
        "finds every classical mistake, with a request that shows it",
        arguments: PolicyMistake.all
    )
    func mistake(_ mistake: PolicyMistake) throws {
        let grant = try Self.grant()
        var policy = try Policies.read(mistake.statements)
        if !mistake.replaces {
            policy.statements = Self.policy(grant).statements + policy.statements
        }
        let set = PolicySet(identity: [policy])
        var prover = PolicyProver()
        let findings = prover.check(set, grant: grant)
        for finding in findings { try Self.confirm(finding, set) }
        let found = try #require(
            findings.first { finding in
                finding.kind == mistake.kind && finding.message.contains(mistake.says)
                    && (mistake.action.isEmpty || finding.witness?.action == mistake.action)
            },
            "\(findings.map(\.description))"
        )
        let witness = try #require(found.witness)
        let told = witness.resource + " " + witness.context["s3:prefix"].joined()
        #expect(mistake.shows.isEmpty || told.contains(mistake.shows), "\(found)")
        #expect(found.tenant == grant.tenant)
    }

    /// The evaluator says of a finding's witness what the finding says.
    static func confirm(_ finding: PolicyFinding, _ set: PolicySet) throws {
        let witness = try #require(finding.witness, "\(finding)")
        #expect(finding.isConfirmed, "\(finding)")
        let isAllowed = PolicyEvaluator(set).allows(witness)
        #expect(isAllowed == (finding.kind != .lacks), "\(finding)")
    }

    @Test("finds what another policy would open where the fence is missing")
    func fence() throws {
        let grant = try Self.grant()
        var prover = PolicyProver()
        let bare = prover.checkFence(PolicySet(identity: [Self.policy(grant)]), grant: grant)
        #expect(bare.contains { $0.witness?.action == "s3:GetObject" && $0.kind == .unfenced })
        #expect(bare.contains { $0.witness?.action == "s3:ListBucket" && $0.kind == .unfenced })
        for finding in bare { #expect(finding.isConfirmed, "\(finding)") }
        // A fence with a gap: the operations on uploads.
        var gap = Self.policy(grant, fence: true)
        gap.statements[3].actions = .only(["s3:*Object*", "s3:Replicate*"])
        let found = prover.checkFence(PolicySet(identity: [gap]), grant: grant)
        #expect(found.count == 1)
        #expect(found.first?.message.contains("MultipartUpload") == true, "\(found)")
        // A fence without its slash.
        var short = Self.policy(grant, fence: true)
        short.statements[5].conditions = [
            .init(
                .init(.stringNotLike),
                "s3:prefix",
                grant.folders.map { PolicyPattern("\($0.dropLast())*") }
            )
        ]
        let listed = prover.checkFence(PolicySet(identity: [short]), grant: grant)
        #expect(
            listed.first?.witness?.context["s3:prefix"] == ["root/clicks/tenantId=t1"],
            "\(listed)"
        )
    }

    @Test("holds a session and a boundary to what is theirs")
    func limits() throws {
        let grant = try Self.grant()
        let all = try Policies.read(Policies.allow())
        let own = Self.policy(grant)
        var prover = PolicyProver()
        #expect(prover.check(PolicySet(identity: [all], session: [own]), grant: grant) == [])
        #expect(prover.check(PolicySet(identity: [own], session: [all]), grant: grant) == [])
        #expect(prover.check(PolicySet(identity: [all], boundary: own), grant: grant) == [])
        let none = prover.check(PolicySet(identity: [own], session: []), grant: grant)
        #expect(!none.isEmpty && none.allSatisfy { $0.kind == .lacks })
        let open = PolicySet(identity: [all], session: [all], boundary: own)
        #expect(prover.check(open, grant: grant) == [])
    }

    @Test("takes what a bucket's policy gives the tenant into account")
    func bucket() throws {
        let grant = try Self.grant()
        let user = PolicyRequester.user(arn: "arn:aws:iam::111111111111:user/t1")
        var prover = PolicyProver()
        let named = try Policies.read(
            #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:user/t1"}, "#
                + #""Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/root/clicks/*"}"#,
            as: .resource
        )
        let wide = PolicySet(identity: [Self.policy(grant)], resource: named)
        let findings = prover.check(wide, grant: grant, requester: user)
        #expect(findings.count == 1)
        for finding in findings { try Self.confirm(finding, wide) }
        #expect(findings.first?.statements.first?.source == .resource)
        let other = PolicyRequester.user(arn: "arn:aws:iam::111111111111:user/t2")
        #expect(prover.check(wide, grant: grant, requester: other) == [])
        let secure = try Policies.read(
            #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "#
                + #""Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            as: .resource
        )
        let safe = PolicySet(identity: [Self.policy(grant)], resource: secure)
        #expect(prover.check(safe, grant: grant, requester: user) == [])
    }

    @Test("says so where patterns are too entangled to be told apart")
    func entangled() throws {
        let grant = try Self.grant()
        let patterns = (0..<24).map { #""arn:aws:s3:::lake/*\#($0)?????????????*""# }
        let policy = try Policies.read(
            #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": [\#(patterns.joined(separator: ","))]}"#
        )
        var prover = PolicyProver()
        let findings = prover.check(PolicySet(identity: [policy]), grant: grant)
        #expect(findings.map(\.kind) == [.unproven])
    }
}

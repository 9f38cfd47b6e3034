import LakeModel
import TenantPolicies
import Testing

@Suite("PolicyGenerator")
struct PolicyGeneratorTests {
    @Test("the examples beside the templates are what the templates come to")
    func examples() throws {
        var tenant = try TemplateSamples.tenant("acme")
        tenant.key = try KMSKeyARN(TemplateSamples.ownKey)
        var terms = try TemplateSamples.terms()
        terms.tenantKeyPatterns = [try KMSKeyARN(TemplateSamples.ownKey).anyOfAccount]
        let files = try TemplateSamples.generate(Set(PolicyForm.allCases), terms, [tenant])
        #expect(files.count == 14)
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            let example = try? TemplateSamples.file("policies/examples/\(path)")
            #expect(example == file.bytes, "policies/examples/\(path) is not what is generated")
        }
    }

    @Test("a tenant's policies say what its grant says, with every table by its name")
    func grants() throws {
        for access in TenantGrant.Access.allCases {
            let terms = try TemplateSamples.terms(access: access)
            let tenant = try TemplateSamples.tenant("t1")
            let grant = terms.grant(of: tenant)
            let files = try TemplateSamples.generate(
                [.identity, .session, .minio],
                terms,
                [tenant]
            )
            for path in ["identity/t1.json", "session/t1.json", "minio/t1.json"] {
                let allow = try TemplateSamples.policy(files, path).statements[0]
                #expect(Set(allow.actions.elements.map(\.text)) == Set(grant.objectActions))
                #expect(
                    allow.resources?.elements.map(\.text)
                        == grant.folders.map { grant.objectARN($0) + "*" }
                )
            }
            for path in ["identity/t1.json", "session/t1.json"] {
                let list = try TemplateSamples.policy(files, path).statements[1]
                #expect(list.actions.elements.map(\.text) == [TenantGrant.listAction])
                #expect(list.conditions.count == 1)
                #expect(
                    list.conditions[0].values.map(\.text)
                        == grant.folders.map { $0 + "*" }
                )
            }
            let text = String(
                decoding: try #require(files["identity/t1.json"]).bytes,
                as: UTF8.self
            )
            #expect(!text.contains("*/tenantId") && !text.contains("tenantId=t1\""))
        }
    }

    @Test("a tenant's own tables and key go before the lake's")
    func ownTerms() throws {
        var tenant = try TemplateSamples.tenant("t1")
        tenant.tables = [try TableName("sales")]
        tenant.key = try KMSKeyARN(TemplateSamples.ownKey)
        let files = try TemplateSamples.generate(
            [.identity],
            try TemplateSamples.terms(),
            [tenant, try TemplateSamples.tenant("t2")]
        )
        let own = String(decoding: try #require(files["identity/t1.json"]).bytes, as: UTF8.self)
        #expect(!own.contains("clicks") && own.contains(TemplateSamples.ownKey))
        #expect(!own.contains(TemplateSamples.key))
        let other = String(decoding: try #require(files["identity/t2.json"]).bytes, as: UTF8.self)
        #expect(other.contains("clicks") && !other.contains(TemplateSamples.ownKey))
    }

    @Test("MinIO's dialect has no listing, unless it is said to be safe, and no NotResource")
    func minio() throws {
        let tenant = try TemplateSamples.tenant("t1")
        var terms = try TemplateSamples.terms()
        let closed = try TemplateSamples.generate([.minio], terms, [tenant])
        #expect(try TemplateSamples.policy(closed, "minio/t1.json").statements.count == 1)
        terms.minioListing = try MinIOPolicyModule("v3.10.0")
        let open = try TemplateSamples.generate([.minio], terms, [tenant])
        let policy = try TemplateSamples.policy(open, "minio/t1.json")
        #expect(policy.statements.count == 2)
        #expect(policy.statements.allSatisfy { $0.resources?.isNegated == false })
    }

    @Test("a policy that is too long is an error that says how long, and what to do")
    func sizes() throws {
        let tables = (0..<40).map { "table_with_a_rather_long_name_\($0)" }
        let terms = try TemplateSamples.terms(tables: tables)
        let tenant = try TemplateSamples.tenant("t1")
        for (form, limit) in [(PolicyForm.session, 2048), (.identity, 6144), (.abac, 10_240)] {
            let error = #expect(throws: PolicyGenerationError.self) {
                try TemplateSamples.generate([form], terms, [tenant])
            }
            let text = error?.description ?? ""
            #expect(text.contains("at most \(limit)") && text.contains("--tables"), "\(text)")
            guard case .tooLarge(_, let bytes, _) = error else {
                Issue.record("not an error of its size: \(text)")
                continue
            }
            #expect(bytes > limit)
        }
    }

    @Test("a policy of exactly the limit is one, and of a byte more is none")
    func exactSize() throws {
        let tenant = try TemplateSamples.tenant("t1")
        // Found by size: the session's policy names the prefix four times a table.
        var fitting: Int?
        var failing: Int?
        for length in 1...500 {
            let terms = try TemplateSamples.terms(
                root: String(repeating: "r", count: length),
                tables: ["a"]
            )
            do {
                let file = try TemplateSamples.generate([.session], terms, [tenant])
                let bytes = try #require(file["session/t1.json"]).policyBytes
                #expect(bytes <= PolicyLimit.session.bytesMax)
                fitting = length
            } catch let error as PolicyGenerationError {
                guard case .tooLarge(_, let bytes, .session) = error else { throw error }
                #expect(bytes > PolicyLimit.session.bytesMax)
                failing = failing ?? length
            }
        }
        #expect(try #require(fitting) + 1 == failing)
    }

    @Test(
        "an edited template that is no policy any more is refused, and one that widens is not hidden"
    )
    func edited() throws {
        let tenant = try TemplateSamples.tenant("t1")
        let noAction = try TemplateSamples.templates([
            .session: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}"#
        ])
        let error = #expect(throws: PolicyGenerationError.self) {
            try TemplateSamples.generate(
                [.session],
                try TemplateSamples.terms(),
                [tenant],
                templates: noAction
            )
        }
        #expect(error?.description.contains("session.json") == true)
        let wide = try TemplateSamples.templates([
            .session: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#
                + #""Action":"s3:*","Resource":"arn:aws:s3:::{{bucket}}/*"}]}"#
        ])
        let files = try TemplateSamples.generate(
            [.session],
            try TemplateSamples.terms(),
            [tenant],
            templates: wide
        )
        #expect(
            try TemplateSamples.policy(files, "session/t1.json").statements[0].resources?.elements
                .map(\.text) == ["arn:aws:s3:::lake/*"]
        )
    }

    @Test("forms say which option they lack")
    func missing() throws {
        let bare = PolicyTerms(
            lake: try PolicyLake(bucket: "lake", root: ""),
            tables: [],
            access: .read
        )
        let needs: [(PolicyForm, String)] = [
            (.abac, "--broker-role"), (.accessGrants, "--account"), (.kms, "--account"),
            (.bucket, "--writer-principal"),
        ]
        for (form, option) in needs {
            let error = #expect(throws: PolicyGenerationError.self) {
                try TemplateSamples.generate([form], bare, [])
            }
            #expect(error?.description.contains(option) == true)
        }
    }

    @Test("by itself the role is written without its trust, and the bucket's policy exempts nobody")
    func partial() throws {
        let bare = PolicyTerms(
            lake: try PolicyLake(bucket: "lake", root: ""),
            tables: [],
            access: .read
        )
        let generator = try PolicyGenerator(
            bare,
            forms: [.abac, .bucket],
            templates: try TemplateSamples.templates(),
            isComplete: false
        )
        var files: [String: String] = [:]
        try generator.generate(for: []) {
            files[$0.path] = String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(Set(files.keys) == ["abac/role.json", "bucket/policy.json"])
        let bucket = try #require(files["bucket/policy.json"])
        #expect(bucket.contains("s3:x-amz-server-side-encryption"))
        #expect(!bucket.contains("ArnNotEquals"))
    }

    @Test("what contradicts itself is refused")
    func contradictions() throws {
        var china = try TemplateSamples.terms()
        china.region = try AWSRegion("cn-north-1")
        var user = try TemplateSamples.terms()
        user.brokerRoles = [try PrincipalARN("arn:aws:iam::123456789012:user/u")]
        var plain = try TemplateSamples.terms()
        plain.encryption = .s3
        for terms in [china, user, plain] {
            #expect(throws: PolicyGenerationError.self) {
                try TemplateSamples.generate([.identity], terms, [])
            }
        }
    }

    @Test("more folders than there are access grants is an error")
    func grantsCount() throws {
        let tables = (0..<98).map { "t\($0)" }
        let tenants = try (0..<1001).map { try TemplateSamples.tenant("t\($0)") }
        let error = #expect(throws: PolicyGenerationError.self) {
            try TemplateSamples.generate(
                [.accessGrants],
                try TemplateSamples.terms(tables: tables),
                tenants
            )
        }
        #expect(error == .tooManyGrants(100_100, max: 100_000))
    }
}

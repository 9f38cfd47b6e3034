import LakeModel
import TenantPolicies
import Testing

@Suite("The prover and the evaluator") struct PolicyProofPropertyTests {
    /// Numbers that a seed determines.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let resources = [
        "arn:aws:s3:::b/clicks/tenantId=t1/*", "arn:aws:s3:::b/clicks/tenantId=t1*",
        "arn:aws:s3:::b/*/tenantId=t1/*", "arn:aws:s3:::b/clicks/*", "arn:aws:s3:::b/*",
        "arn:aws:s3:::b", "arn:aws:s3:::b*", "*", "arn:aws:s3:::b/_catalog/tenantId=t1/*",
        "arn:aws:s3:::b/dead_letters/tenantId=t1/*", "arn:aws:s3:::b/clicks/tenantId=t?/*",
        "arn:aws:s3:::b/clicks/tenantId=${aws:username}/*",
    ]
    private static let actions = [
        "s3:GetObject", "s3:Get*", "s3:*", "*", "s3:ListBucket", "s3:List*", "s3:GetBucketLocation",
        "s3:PutObject",
    ]
    private static let conditions = [
        #"{}"#, #"{}"#, #"{"StringLike": {"s3:prefix": "clicks/tenantId=t1/*"}}"#,
        #"{"StringLike": {"s3:prefix": ["clicks/tenantId=t1", "_catalog/tenantId=t1/*"]}}"#,
        #"{"StringNotLike": {"s3:prefix": ["clicks/tenantId=t1/*", "dead_letters/tenantId=t1/*", "_catalog/tenantId=t1/*"]}}"#,
        #"{"ForAllValues:StringLike": {"s3:prefix": "clicks/*"}}"#,
        #"{"Null": {"s3:prefix": "false"}}"#, #"{"Bool": {"aws:SecureTransport": "false"}}"#,
        #"{"BoolIfExists": {"aws:SecureTransport": "true"}, "StringEquals": {"s3:prefix": ""}}"#,
        #"{"StringEqualsIgnoreCase": {"s3:prefix": "CLICKS/tenantid=T1/"}}"#,
        #"{"NumericLessThan": {"s3:max-keys": "10"}}"#,
        #"{"ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}}"#,
        #"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#,
    ]

    private static func statement(_ generator: inout Generator, denies: Bool) -> String {
        func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }
        let not = { (generator: inout Generator) in
            Int.random(in: 0..<8, using: &generator) == 0 ? "Not" : ""
        }
        let notAction = not(&generator)
        let notResource = not(&generator)
        return
            #"{"Effect": "\#(denies ? "Deny" : "Allow")", "\#(notAction)Action": "\#(pick(actions))", "#
            + #""\#(notResource)Resource": ["\#(pick(resources))", "\#(pick(resources))"], "#
            + #""Condition": \#(pick(conditions))}"#
    }

    private static func policy(_ generator: inout Generator) throws -> PolicyDocument {
        let allows = Int.random(in: 1...3, using: &generator)
        let denies = Int.random(in: 0...2, using: &generator)
        var statements: [String] = []
        for _ in 0..<allows { statements.append(statement(&generator, denies: false)) }
        for _ in 0..<denies { statements.append(statement(&generator, denies: true)) }
        return try Policies.read(statements.joined(separator: ","))
    }

    /// A small universe: each request, and whether the grant grants it.
    private static func universe(
        _ grant: TenantGrant
    ) -> [(request: PolicyRequest, isGranted: Bool)] {
        let keys = [
            "clicks/tenantId=t1/x", "clicks/tenantId=t1/", "clicks/tenantId=t10/x",
            "clicks/tenantId=t1", "clicks/tenantId=t2/x", "clicks/tenantId=o/tenantId=t1/x",
            "_catalog/tenantId=t1/x", "dead_letters/tenantId=t1/x", "_lakewriter/x", "x",
        ]
        let prefixes: [String?] = [
            nil, "", "clicks/", "clicks/tenantId=t1", "clicks/tenantId=t1/", "x",
            "CLICKS/TENANTID=t1/", "clicks/tenantId=t1/dt=1", "_catalog/tenantId=t1/",
            "dead_letters/tenantId=t1/", "_catalog/",
        ]
        var all: [(PolicyRequest, Bool)] = []
        let others: [PolicyContext] = [
            [:], ["aws:SecureTransport": ["true"]], ["aws:SecureTransport": ["false"]],
            ["aws:SecureTransport": ["false"], "aws:SourceIp": ["10.1.2.3"], "aws:TagKeys": ["a"]],
            ["s3:max-keys": ["5"], "aws:SecureTransport": ["true"], "aws:SourceIp": ["1.2.3.4"]],
        ]
        for context in others {
            for action in ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] {
                var context = context
                context["s3:max-keys"] = []
                for key in keys {
                    let isOwn = grant.folders.contains { key.hasPrefix($0) }
                    all.append(
                        (
                            PolicyRequest(
                                action: action,
                                resource: grant.objectARN(key),
                                context: context
                            ),
                            isOwn && action == "s3:GetObject"
                        )
                    )
                }
            }
            for prefix in prefixes {
                var context = context
                if let prefix { context["s3:prefix"] = [prefix] }
                for bucket in ["arn:aws:s3:::b", "arn:aws:s3:::b2"] {
                    let isOwn = grant.folders.contains { prefix?.hasPrefix($0) ?? false }
                    all.append(
                        (
                            PolicyRequest(
                                action: "s3:ListBucket",
                                resource: bucket,
                                context: context
                            ),
                            isOwn && bucket == grant.bucketARN
                        )
                    )
                }
            }
        }
        return all
    }

    @Test("agree on every policy: what one finds by trying, the other knows by proof")
    func agreement() throws {
        let grant = TenantGrant(
            bucket: "b",
            root: "",
            tenant: try TenantID("t1"),
            tables: [try TableName("clicks")],
            access: .read
        )
        let universe = Self.universe(grant)
        var generator = Generator(state: 20_260_707)
        var prover = PolicyProver()
        var excessive = 0
        var exact = 0
        for _ in 0..<300 {
            var set = PolicySet(identity: [try Self.policy(&generator)])
            if Bool.random(using: &generator) { set.session = [try Self.policy(&generator)] }
            let findings = prover.check(set, grant: grant)
            for finding in findings where finding.kind != .unproven {
                try PolicyProverTests.confirm(finding, set)
            }
            let evaluator = PolicyEvaluator(set)
            let excess = universe.first { !$0.isGranted && evaluator.allows($0.request) }
            let isFound = findings.contains { $0.kind != .lacks }
            if let excess {
                excessive += 1
                #expect(isFound, "\(excess.request) \(set)")
            }
            if !isFound { exact += 1 }
        }
        // Enough of both kinds for the test to say something.
        #expect(excessive > 50 && exact > 50, "\(excessive) excessive, \(exact) exact")
    }

    /// Correct policies, with and without a fence, in which one text is replaced once.
    private static func mutants(_ grant: TenantGrant, _ old: String, _ new: String) -> [String] {
        [false, true].flatMap { fence in
            let bytes = PolicyProverTests.policy(grant, fence: fence).compact
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: old)
            return (1..<max(1, parts.count)).map { place in
                parts[..<place].joined(separator: old) + new
                    + parts[place...].joined(separator: old)
            }
        }
    }

    /// One change to a correct policy: most are harmful, and none may pass unseen.
    @Test("agree on policies that are almost right")
    func mutations() throws {
        let grant = try PolicyProverTests.grant()
        var prover = PolicyProver()
        var harmful = 0
        let keys = [
            "root/clicks/tenantId=t10/x", "root/_catalog/tenantId=t10/x", "root/x",
            "root/clicks/tenantId=t1", "root/_lakewriter/x", "root/dead_letters/tenantId=t1x",
        ]
        for (old, new) in [
            ("t1/*", "t1*"), ("/tenantId=t1/", "/"), ("s3:GetObject\"", "s3:*\""),
            ("\"Deny\"", "\"Allow\""), ("NotResource", "Resource"), ("StringNotLike", "StringLike"),
            ("StringLike", "StringNotLike"), ("s3:prefix", "s3:delimiter"), ("root/", ""),
            ("clicks", "*"), ("arn:aws:s3:::lake\"", "*\""), ("\"Allow\"", "\"Deny\""),
        ] {
            for mutant in Self.mutants(grant, old, new) {
                let document = try PolicyDocument(Array(mutant.utf8), as: .identity)
                let set = PolicySet(identity: [document])
                let evaluator = PolicyEvaluator(set)
                let findings = prover.check(set, grant: grant)
                for finding in findings { try PolicyProverTests.confirm(finding, set) }
                let isHarmful =
                    keys.contains { key in
                        evaluator.allows(
                            .init(action: "s3:GetObject", resource: grant.objectARN(key))
                        )
                    }
                    || [nil, "", "root/clicks/tenantId=t1", "root/", "x"].contains { prefix in
                        evaluator.allows(
                            .init(
                                action: "s3:ListBucket",
                                resource: grant.bucketARN,
                                context: ["s3:prefix": prefix.map { [$0] } ?? []]
                            )
                        )
                    }
                if isHarmful {
                    harmful += 1
                    #expect(findings.contains { $0.kind == .exceeds }, "\(mutant)")
                }
            }
        }
        #expect(harmful > 10)
    }
}

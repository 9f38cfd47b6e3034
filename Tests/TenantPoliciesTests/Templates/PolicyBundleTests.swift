import LakeModel
import TenantPolicies
import Testing

@Suite("Terraform and CloudFormation")
struct PolicyBundleTests {
    @Test("a policy's variables are none of Terraform's, and come out of it as they went in")
    func terraform() throws {
        let files = try TemplateSamples.generate(
            [.abac, .terraform],
            try TemplateSamples.terms(),
            []
        )
        let shared = try TemplateSamples.json(files, "terraform/shared.tf.json")
        let text = try #require(
            shared["resource"]?["aws_iam_role_policy"]?["_tenants"]?["policy"]?.string
        )
        #expect(text.contains("$${aws:PrincipalTag/TenantID}"))
        // As Terraform reads it: `$${` is `${`, and there is no other.
        #expect(!text.replacing("$${", with: "").contains("${"))
        let policy = try PolicyDocument(
            Array(text.replacing("$${", with: "${").utf8),
            as: .identity
        )
        #expect(try policy == TemplateSamples.policy(files, "abac/role.json"))
        #expect(
            shared["resource"]?["aws_iam_role_policy"]?["_tenants"]?["role"]?.string
                == "${aws_iam_role._tenants.name}"
        )
    }

    @Test("a bundle holds the forms that were asked for, and all where it was asked for alone")
    func contents() throws {
        let tenants = [try TemplateSamples.tenant("t1")]
        let terms = try TemplateSamples.terms()
        let some = try TemplateSamples.generate([.writer, .terraform], terms, tenants)
        #expect(some.keys.filter { $0.hasPrefix("terraform/") } == ["terraform/shared.tf.json"])
        let resources = try TemplateSamples.json(some, "terraform/shared.tf.json")["resource"]
        #expect(resources?.members?.map(\.name) == ["aws_iam_policy"])
        let all = try TemplateSamples.generate([.terraform, .cloudformation], terms, tenants)
        #expect(
            all.keys.sorted() == [
                "cloudformation/shared.json", "cloudformation/tenants-000.json",
                "terraform/shared.tf.json", "terraform/tenants-000.tf.json",
            ]
        )
    }

    @Test("tenants' names are logical ids that no two of them share")
    func logicalIDs() throws {
        let names = ["t1", "t-1", "t_1", "t1h", "th1", "tu1", "t--1", "t__1", "t-_1", "t_-1"]
        let files = try TemplateSamples.generate(
            [.identity, .cloudformation],
            try TemplateSamples.terms(),
            try names.map(TemplateSamples.tenant)
        )
        let stack = try TemplateSamples.json(files, "cloudformation/tenants-000.json")
        let resources = try #require(stack["Resources"]?.members)
        #expect(resources.count == 2 * names.count)
        #expect(
            resources.allSatisfy { $0.name.utf8.allSatisfy(Self.isAlphanumeric) },
            "a logical id is alphanumeric"
        )
        let policy = try #require(stack["Resources"]?["PolicytH1"]?["Properties"])
        #expect(policy["Users"]?.array?.first?["Ref"]?.string == "UsertH1")
        #expect(
            try PolicyDocument(try #require(policy["PolicyDocument"]), as: .identity)
                == TemplateSamples.policy(files, "identity/t-1.json")
        )
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    @Test("stacks stay within 500 resources and a megabyte, and a new tenant moves no other")
    func stacks() throws {
        let names = (0..<300).map { "tenant-\($0)" }
        let terms = try TemplateSamples.terms()
        func stacks(_ names: [String]) throws -> [String: String] {
            let files = try TemplateSamples.generate(
                [.identity, .cloudformation],
                terms,
                try names.map(TemplateSamples.tenant)
            )
            var stackOfUser: [String: String] = [:]
            for (path, file) in files where path.hasPrefix("cloudformation/tenants") {
                let resources = try JSONDocument(file.bytes).root["Resources"]?.members ?? []
                #expect(resources.count <= 500 && file.bytes.count <= 1_000_000)
                for resource in resources { stackOfUser[resource.name] = path }
            }
            return stackOfUser
        }
        let before = try stacks(names)
        #expect(before.count == 2 * names.count)
        let after = try stacks(names + ["one-more"])
        for (resource, stack) in before { #expect(after[resource] == stack) }
    }

    @Test("a tenant whose name is too long for a user's is refused by name of the reason")
    func longNames() throws {
        let tenant = try TemplateSamples.tenant("t" + String(repeating: "x", count: 60))
        let terms = try TemplateSamples.terms()
        for form in [PolicyForm.terraform, .cloudformation, .accessGrants] {
            let error = #expect(throws: PolicyGenerationError.self) {
                try TemplateSamples.generate([form], terms, [tenant])
            }
            #expect(error?.description.contains("64 bytes") == true)
        }
        #expect(try TemplateSamples.generate([.identity, .session], terms, [tenant]).count == 2)
    }
}

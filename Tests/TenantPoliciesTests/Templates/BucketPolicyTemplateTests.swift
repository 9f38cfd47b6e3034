import LakeModel
import TenantPolicies
import Testing

@Suite("The bucket's policy")
struct BucketPolicyTemplateTests {
    private func statements(_ terms: PolicyTerms) throws -> [String: PolicyStatement] {
        let files = try TemplateSamples.generate([.bucket], terms, [])
        let policy = try TemplateSamples.policy(files, "bucket/policy.json", as: .resource)
        #expect(policy.statements.allSatisfy { $0.effect == .deny })
        return Dictionary(uniqueKeysWithValues: policy.statements.map { ($0.sid ?? "", $0) })
    }

    @Test("it names the account, or where that is not said, refuses who has none")
    func strangers() throws {
        var terms = try TemplateSamples.terms()
        #expect(try statements(terms).keys.contains("OwnAccountOnly"))
        terms.account = nil
        let unnamed = try statements(terms)
        #expect(unnamed.keys.contains("NobodyUnnamed"))
        #expect(!unnamed.keys.contains("OwnAccountOnly"))
    }

    @Test("it wants of every write what the server sends, and exempts only one that sends nothing")
    func encryption() throws {
        for (encryption, values) in [
            (PolicyTerms.Encryption.kms, ["aws:kms"]), (.s3, ["AES256"]),
        ] {
            let found = try statements(try TemplateSamples.terms(encryption: encryption))
            let condition = try #require(found["EncryptedOnly"]?.conditions.first)
            #expect(condition.values.map(\.text) == values)
            #expect(found["EncryptedOnly"]?.conditions.count == 1)
            #expect(found.keys.contains("RightKeyOnly") == (encryption == .kms))
        }
        let none = try statements(try TemplateSamples.terms(encryption: .none))
        #expect(none["EncryptedOnly"]?.conditions.count == 2)
    }

    @Test("tenants' own keys are those of their account")
    func ownKeys() throws {
        var terms = try TemplateSamples.terms(encryption: .s3)
        terms.tenantKeyPatterns = [try KMSKeyARN(TemplateSamples.ownKey).anyOfAccount]
        let found = try statements(terms)
        #expect(
            found["EncryptedOnly"]?.conditions.first?.values.map(\.text)
                == ["AES256", "aws:kms"]
        )
        #expect(found.keys.contains("RightKeyOnly"))
    }
}

import LakeModel
import TenantPolicies
import Testing

@Suite("A session's policy in code")
struct SessionDocumentTests {
    @Test("it is what the template comes to, for every access and with a key or without")
    func template() throws {
        for access in TenantGrant.Access.allCases {
            for encryption in [PolicyTerms.Encryption.s3, .kms] {
                for root in ["", "a/b"] {
                    let terms = try TemplateSamples.terms(
                        root: root,
                        access: access,
                        encryption: encryption
                    )
                    let tenant = try TemplateSamples.tenant("t1")
                    let files = try TemplateSamples.generate([.session], terms, [tenant])
                    let session = PolicyDocument.session(
                        lake: terms.lake,
                        partition: terms.partition,
                        folders: terms.grant(of: tenant).folders,
                        access: access,
                        key: terms.defaultKey
                    )
                    #expect(try session == TemplateSamples.policy(files, "session/t1.json"))
                    #expect(session.compact.count == files["session/t1.json"]?.policyBytes)
                }
            }
        }
    }
}

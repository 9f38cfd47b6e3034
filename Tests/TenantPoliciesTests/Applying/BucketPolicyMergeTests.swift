import TenantPolicies
import Testing

@Suite("BucketPolicyMerge")
struct BucketPolicyMergeTests {
    private static let lake = "0a1b2c3d"

    private func ours(_ sid: String? = "TLS", _ resource: PolicyPattern = "r") -> PolicyDocument {
        PolicyDocument(
            statements: [
                PolicyStatement(
                    sid: sid,
                    effect: .deny,
                    principals: .only([.everyone]),
                    actions: .only(["s3:*"]),
                    resources: .only([resource])
                )
            ]
        )
    }

    private func merge(_ document: PolicyDocument, _ current: String?) throws -> BucketPolicyMerge {
        try BucketPolicyMerge(document, into: current.map { PolicyText($0) }, lakeID: Self.lake)
    }

    @Test("ours bear the lake's name, and merging again changes nothing")
    func again() throws {
        let first = try merge(ours(), nil)
        #expect(first.merged.json.contains(#""Sid":"Lakewriter0a1b2c3dTLS""#))
        #expect(!first.isForeign && first.kept == 0)
        let second = try merge(ours(), first.merged.json)
        #expect(second.merged == first.merged && !second.isForeign && second.kept == 0)
        let unnamed = try merge(ours(nil), nil)
        #expect(unnamed.merged.json.contains(#""Sid":"Lakewriter0a1b2c3d1""#))
    }

    @Test("what others put there stays as it is, another lake's too, and ours is replaced")
    func others() throws {
        let theirs = #"{"Sid":"X","Effect":"Allow","Principal":"*","Action":"a","Resource":"b"}"#
        let lake2 = #"{"Sid":"LakewriterffffffffTLS","Effect":"Deny"}"#
        let old = #"{"Sid":"Lakewriter0a1b2c3dOld","Effect":"Deny"}"#
        let text = #"{"Version":"2012-10-17","Id":"i","Statement":[\#(theirs),\#(lake2),\#(old)]}"#
        let result = try merge(ours(), text)
        #expect(result.kept == 2 && !result.isForeign)
        #expect(result.merged.json.contains(theirs) && result.merged.json.contains(lake2))
        #expect(result.merged.json.contains(#""Id":"i""#))
        #expect(!result.merged.json.contains("Old"))
        #expect(result.merged.json.contains("Lakewriter0a1b2c3dTLS"))
    }

    @Test("a policy without any of ours is somebody else's, one statement without a list too")
    func foreign() throws {
        let text = #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a"}}"#
        let result = try merge(ours(), text)
        #expect(result.isForeign && result.kept == 1)
        let empty = try merge(ours(), #"{"Version":"2012-10-17","Statement":[]}"#)
        #expect(!empty.isForeign && empty.kept == 0)
        for nonsense in ["", "[]", #"{"Version":"2012-10-17"}"#] {
            #expect(throws: PolicyApplyingError.self) { try merge(ours(), nonsense) }
        }
    }

    @Test("whether plain HTTP is denied is seen")
    func plainHTTP() {
        var document = ours()
        #expect(!BucketPolicyMerge.deniesPlainHTTP(document))
        document.statements[0].conditions = [
            PolicyCondition(PolicyOperator(.bool), "AWS:SecureTransport", ["false"])
        ]
        #expect(BucketPolicyMerge.deniesPlainHTTP(document))
        document.statements[0].effect = .allow
        #expect(!BucketPolicyMerge.deniesPlainHTTP(document))
    }
}

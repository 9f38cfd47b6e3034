import TenantPolicies
import Testing

@Suite("IAMDialect")
struct IAMDialectTests {
    private func statement(
        _ effect: PolicyEffect,
        _ actions: PolicySelection<PolicyPattern>,
        _ resources: PolicySelection<PolicyPattern>
    ) -> PolicyStatement {
        PolicyStatement(sid: nil, effect: effect, actions: actions, resources: resources)
    }

    @Test("a server is known by its name")
    func name() {
        #expect(IAMDialect(serverName: "SeaweedFS 8000GB 4.48") == .seaweedfs)
        #expect(IAMDialect(serverName: "AmazonS3") == .aws)
        #expect(IAMDialect(serverName: nil) == .aws)
    }

    @Test("a policy's ARN is told by a user's beside it")
    func address() {
        let user = "arn:aws-cn:iam::123456789012:user/lakewriter/x"
        #expect(
            IAMDialect.aws.policyARN("p.1", path: "/lakewriter/", beside: user)
                == "arn:aws-cn:iam::123456789012:policy/lakewriter/p.1"
        )
        let plain = "arn:aws:iam::000000000000:user/x"
        #expect(
            IAMDialect.seaweedfs.policyARN("p.1", path: "/lakewriter/", beside: plain)
                == "arn:aws:iam::000000000000:policy/p.1"
        )
    }

    @Test("what SeaweedFS drops in silence is left out and told, or refused")
    func negations() throws {
        let plain = statement(.allow, .only(["s3:GetObject"]), .only(["r/*"]))
        let listing = statement(.deny, .only(["s3:ListBucket*"]), .only(["*"]))
        let fence = statement(.deny, .only(["s3:*"]), .except(["r/*"]))
        let others = statement(.deny, .except(["s3:GetObject"]), .only(["*"]))
        let document = PolicyDocument(statements: [plain, fence, listing, others])
        let adapted = try IAMDialect.seaweedfs.adapted(document)
        #expect(adapted.document.statements == [plain, listing] && adapted.dropped == ["2", "4"])
        let amazon = try IAMDialect.aws.adapted(document)
        #expect(amazon.document == document && amazon.dropped == [])

        let wide = statement(.allow, .only(["s3:*"]), .except(["r/*"]))
        #expect(throws: PolicyApplyingError.self) {
            try IAMDialect.seaweedfs.adapted(PolicyDocument(statements: [wide]))
        }
    }
}

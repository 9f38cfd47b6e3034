import TenantPolicies
import Testing

@Suite("PolicyPlan of a role")
struct RolePlanTests {
    private static let one = PolicyText(#"{"Version":"2012-10-17","Statement":[{"Sid":"A"}]}"#)
    private static let two = PolicyText(#"{"Version":"2012-10-17","Statement":[{"Sid":"B"}]}"#)

    private func changes(
        _ current: RoleInForce?,
        trust: PolicyText = one,
        policy: PolicyText = one,
        _ dialect: IAMDialect = .aws
    ) throws -> [PolicyChange] {
        try PolicyPlan(
            role: "r",
            path: "/lakewriter/",
            trust: trust,
            policy: policy,
            from: current,
            dialect: dialect
        ).changes
    }

    @Test("a role is made, and again nothing changes")
    func made() throws {
        #expect(
            try changes(nil) == [
                .createRole("r", trust: Self.one),
                .putRolePolicy(role: "r", name: "lakewriter", before: nil, after: Self.one),
            ]
        )
        let current = RoleInForce(path: "/lakewriter/", trust: Self.one, policy: Self.one)
        #expect(try changes(current) == [])
        #expect(
            try changes(current, trust: Self.two, policy: Self.two) == [
                .putRolePolicy(role: "r", name: "lakewriter", before: Self.one, after: Self.two),
                .putTrustPolicy(role: "r", before: Self.one, after: Self.two),
            ]
        )
        let cutOff = RoleInForce(path: "/lakewriter/", trust: Self.one, policy: nil)
        #expect(try changes(cutOff).count == 1)
    }

    @Test("a role of somebody else's is left alone, and SeaweedFS has none")
    func refused() {
        let foreign = RoleInForce(path: "/", trust: Self.one, policy: Self.one)
        #expect(throws: PolicyApplyingError.self) { try changes(foreign) }
        #expect(throws: PolicyApplyingError.self) { try changes(nil, .seaweedfs) }
    }
}

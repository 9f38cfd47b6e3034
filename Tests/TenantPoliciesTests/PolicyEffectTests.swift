import Testing
import TenantPolicies

@Suite("Effects") struct PolicyEffectTests {
    @Test("are written with a capital, and read in no other way")
    func spelling() {
        #expect(PolicyEffect(rawValue: "Allow") == .allow)
        #expect(PolicyEffect(rawValue: "Deny") == .deny)
        #expect(PolicyEffect(rawValue: "allow") == nil)
    }
}

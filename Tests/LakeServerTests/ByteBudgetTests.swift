import LakeModel
import LakeServer
import Testing

@Suite("ByteBudget")
struct ByteBudgetTests {
    @Test("a tenant takes its share and no more, and leaves the rest to others")
    func shares() throws {
        let budget = ByteBudget(sizeMax: 100, shareSizeMax: 40)
        let (acme, beta) = (try TenantID("acme"), try TenantID("beta"))
        var held = try (0..<4).map { _ in try unwrap(budget.reserve(10, for: acme)) }
        #expect(budget.reserve(1, for: acme) == nil)
        #expect(budget.reserve(0, for: acme) != nil)
        held.append(try unwrap(budget.reserve(40, for: beta)))
        #expect(budget.reserve(21) == nil)
        held.append(try unwrap(budget.reserve(20)))
        #expect(budget.size == 100)
        held.removeFirst()
        #expect(budget.reserve(11, for: acme) == nil)
        #expect(budget.reserve(10, for: acme) != nil)
        held = []
        #expect(budget.size == 0)
        #expect(budget.reserve(40, for: acme) != nil)
    }

    @Test("what does not fit into the whole takes nothing of the share")
    func whole() throws {
        let budget = ByteBudget(sizeMax: 50, shareSizeMax: 40)
        let acme = try TenantID("acme")
        let other = try unwrap(budget.reserve(20))
        for _ in 0..<10 { #expect(budget.reserve(31, for: acme) == nil) }
        #expect(budget.reserve(30, for: acme) != nil)
        withExtendedLifetime(other) {}
    }

    @Test("a body that grows stays within its tenant's share, and gives all of it back")
    func growth() throws {
        let budget = ByteBudget(sizeMax: 8 << 20, shareSizeMax: 2 << 20)
        let acme = try TenantID("acme")
        do {
            let body = try unwrap(budget.reserve(0, for: acme))
            #expect(body.grow(to: 1 << 20))
            #expect(!body.grow(to: 3 << 20))
            #expect(body.grow(to: 2 << 20))
            #expect(budget.reserve(1, for: acme) == nil)
        }
        #expect(budget.size == 0)
        #expect(budget.reserve(2 << 20, for: acme) != nil)
    }
}

import LakeModel
import LakeServer
import Testing

@Suite("Lines about refused requests")
struct AuditBudgetTests {
    private func tenant(_ number: Int) throws -> TenantID { try TenantID("tenant-\(number)") }

    @Test("a second has so many lines, and the next one says how many were left out")
    func budget() throws {
        var budget = AuditBudget(linesMax: 2, tenantLinesMax: 2)
        let acme = try TenantID("acme")
        #expect(budget.judge(acme, at: 10) == .write(unsaid: 0))
        #expect(budget.judge(acme, at: 10) == .write(unsaid: 0))
        #expect(budget.judge(acme, at: 10) == .leaveOut)
        #expect(budget.judge(acme, at: 10) == .leaveOut)
        #expect(budget.judge(acme, at: 11) == .write(unsaid: 2))
        #expect(budget.judge(acme, at: 11) == .write(unsaid: 0))
    }

    @Test("one tenant's flood hides no other's refusals")
    func fairness() throws {
        var budget = AuditBudget(linesMax: 100, tenantLinesMax: 10)
        let loud = try TenantID("loud")
        let written = (0..<100_000).filter { _ in budget.judge(loud, at: 1) != .leaveOut }
        #expect(written.count == 10)
        #expect(try budget.judge(TenantID("quiet"), at: 1) == .write(unsaid: 0))
        #expect(budget.judge(nil, at: 1) == .write(unsaid: 0))
    }

    @Test("a clock that jumps back begins a new second")
    func clockJumps() {
        var budget = AuditBudget(linesMax: 1, tenantLinesMax: 1)
        #expect(budget.judge(nil, at: 10) == .write(unsaid: 0))
        #expect(budget.judge(nil, at: 9) == .write(unsaid: 0))
    }

    @Test("what was left out is told once its second is over, and once only")
    func unsaid() throws {
        var budget = AuditBudget(linesMax: 1, tenantLinesMax: 1)
        for _ in 0..<5 { _ = budget.judge(try tenant(1), at: 10) }
        #expect(budget.takeUnsaid(at: 10).isEmpty)
        let told = budget.takeUnsaid(at: 11)
        #expect(told.map(\.count) == [4])
        #expect(told.map(\.tenant) == [try tenant(1)])
        #expect(budget.takeUnsaid(at: 12).isEmpty)
    }

    @Test("every refusal is written or counted, whatever comes in whatever order")
    func nothingIsLost() throws {
        var budget = AuditBudget(linesMax: 7, tenantLinesMax: 3, tenantsMax: 4)
        var generator = SystemRandomNumberGenerator()
        var told = 0
        let count = 20_000
        var second: Int64 = 0
        for _ in 0..<count {
            if Int.random(in: 0..<20, using: &generator) == 0 { second += 1 }
            if Int.random(in: 0..<200, using: &generator) == 0 {
                told += budget.takeUnsaid(at: second).reduce(0) { $0 + $1.count }
            }
            let subject = try tenant(Int.random(in: 0..<9, using: &generator))
            if case .write(let unsaid) = budget.judge(subject, at: second) { told += 1 + unsaid }
        }
        told += budget.takeUnsaid(at: second + 1).reduce(0) { $0 + $1.count }
        #expect(told == count)
    }
}

import LakeServer
import Testing

@Suite("Lines about refused requests")
struct LineBudgetTests {
    @Test("a second has so many lines, and the next one says how many were left out")
    func budget() {
        var budget = LineBudget(linesPerSecondMax: 2)
        #expect(budget.judge(at: 10) == .write(unsaid: 0))
        #expect(budget.judge(at: 10) == .write(unsaid: 0))
        #expect(budget.judge(at: 10) == .leaveOut)
        #expect(budget.judge(at: 10) == .leaveOut)
        #expect(budget.judge(at: 11) == .write(unsaid: 2))
        #expect(budget.judge(at: 11) == .write(unsaid: 0))
    }

    @Test("a clock that jumps back begins a new second")
    func clockJumps() {
        var budget = LineBudget(linesPerSecondMax: 1)
        #expect(budget.judge(at: 10) == .write(unsaid: 0))
        #expect(budget.judge(at: 9) == .write(unsaid: 0))
    }
}

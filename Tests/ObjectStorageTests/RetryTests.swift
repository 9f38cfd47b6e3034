import ObjectStorage
import Testing

@Suite("Retry")
struct RetryTests {
    private let settings = RetrySettings(
        attemptsMax: 5,
        delayBase: .milliseconds(100),
        delayMax: .milliseconds(300),
        elapsedMax: .seconds(10)
    )

    @Test("pauses are drawn from a range that doubles up to its maximum")
    func backsOff() {
        var retry = Retry(settings)
        let actions = (0..<5).map { _ in
            retry.failed(.pause(atLeast: nil), elapsed: .zero, draw: 0.5)
        }
        let pauses = [50, 100, 150, 150].map { Retry.Action.wait(.milliseconds($0)) }
        #expect(actions == pauses + [.giveUp])
    }

    @Test("what the store asks for is the least")
    func honoursTheStore() {
        var retry = Retry(settings)
        let action = retry.failed(.pause(atLeast: .seconds(4)), elapsed: .zero, draw: 0)
        #expect(action == .wait(.seconds(4)))
    }

    @Test("no pause begins that would end behind the limit")
    func elapsed() {
        var retry = Retry(settings)
        let late = retry.failed(.pause(atLeast: .seconds(4)), elapsed: .seconds(7), draw: 0)
        #expect(late == .giveUp)
    }

    @Test("what cannot be mended is given up at once, what can be once is mended once")
    func remedies() {
        var retry = Retry(settings)
        let remedies = [Retry.Remedy.correctClock, .renewCredentials, .correctClock]
        let actions = remedies.map { retry.failed($0, elapsed: .zero, draw: 0) }
        #expect(actions == [.wait(.zero), .wait(.zero), .giveUp])
        var other = Retry(settings)
        let action = other.failed(.none, elapsed: .zero, draw: 0)
        #expect(action == .giveUp)
    }

    @Test("many pauses do not overflow")
    func manyPauses() {
        var retry = Retry(RetrySettings(attemptsMax: 10_000, elapsedMax: .seconds(1_000_000)))
        for _ in 0..<5000 {
            let action = retry.failed(.pause(atLeast: nil), elapsed: .zero, draw: 0.999)
            guard case .wait(let pause) = action else { return #expect(Bool(false)) }
            #expect(pause <= .seconds(10))
        }
    }

    @Test("a dry budget allows no retry until requests succeed")
    func budget() {
        var budget = RetryBudget()
        var paid = 0
        while budget.withdraw() { paid += 1 }
        #expect(paid == 100)
        for _ in 0..<4 { budget.deposit() }
        let tooEarly = budget.withdraw()
        budget.deposit()
        let inTime = budget.withdraw()
        #expect(!tooEarly && inTime)
        for _ in 0..<1000 { budget.deposit() }
        #expect(budget.tokens == RetryBudget.tokensMax)
    }
}

import LakeTesting
import Synchronization

/// Runs tasks beside each other on one thread, in an order that follows from a seed.
struct SeededRun {
    private final class Outcomes: Sendable {
        let all = Mutex<[Result<Void, any Error>]>([])
    }

    let seed: UInt64

    /// Runs all of them to their end.
    ///
    /// - Throws: the first error of one of them, or that they wait for each other for ever.
    func finish(_ bodies: [@Sendable () async throws -> Void]) throws {
        let executor = SeededExecutor(seed: seed)
        let outcomes = Outcomes()
        for body in bodies { begin(body, on: executor, outcomes) }
        while outcomes.all.withLock({ $0.count }) < bodies.count {
            guard executor.runOne() else { throw Stuck() }
        }
        for outcome in outcomes.all.withLock({ $0 }) { try outcome.get() }
    }

    private func begin(
        _ body: @escaping @Sendable () async throws -> Void,
        on executor: SeededExecutor,
        _ outcomes: Outcomes
    ) {
        Task(executorPreference: executor) {
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body())
            } catch {
                outcome = .failure(error)
            }
            outcomes.all.withLock { $0.append(outcome) }
        }
    }

    /// Nobody can go on.
    struct Stuck: Error {}
}

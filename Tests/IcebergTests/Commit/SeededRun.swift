import LakeTesting
import Synchronization

/// Runs tasks beside each other on one thread, in an order that follows from a seed.
struct SeededRun {
    let seed: UInt64

    /// Runs all of them to their end.
    ///
    /// - Throws: the first error of one of them, or that they wait for each other for ever.
    func finish(_ bodies: [@Sendable () async throws -> Void]) throws {
        let executor = SeededExecutor(seed: seed)
        let outcomes = Mutex<[Result<Void, any Error>]>([])
        for body in bodies {
            Task(executorPreference: executor) {
                let outcome: Result<Void, any Error>
                do {
                    outcome = .success(try await body())
                } catch {
                    outcome = .failure(error)
                }
                outcomes.withLock { $0.append(outcome) }
            }
        }
        while outcomes.withLock({ $0.count }) < bodies.count {
            guard executor.runOne() else { throw Stuck() }
        }
        for outcome in outcomes.withLock({ $0 }) { try outcome.get() }
    }

    /// Nobody can go on.
    struct Stuck: Error {}
}

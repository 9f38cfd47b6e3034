import Synchronization

/// Runs tasks one job at a time, on the caller's thread, in an order that a seed decides.
///
/// Real asynchronous code runs on it unchanged: give it as `Task(executorPreference:)`. Between two
/// jobs the caller may do anything, for example stop for good, which is what a crash is.
public final class SeededExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var generator: SeededGenerator
    }

    private let state: Mutex<State>

    /// Creates an executor whose order follows from `seed`.
    public init(seed: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// Puts a job among those that wait.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        state.withLock { $0.jobs.append(unowned) }
    }

    /// The number of jobs that wait.
    public var waitingCount: Int { state.withLock { $0.jobs.count } }

    /// Runs one waiting job, chosen by the seed.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public func runOne() -> Bool {
        let job = state.withLock { state -> UnownedJob? in
            guard !state.jobs.isEmpty else { return nil }
            let index = Int.random(in: 0..<state.jobs.count, using: &state.generator)
            state.jobs.swapAt(index, state.jobs.count - 1)
            return state.jobs.removeLast()
        }
        guard let job else { return false }
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }
}

import Dispatch
import Synchronization

/// A few threads for system calls that block, so that no cooperative thread does.
///
/// Jobs start in the order they were handed in. The threads end when the pool is let go of and its
/// last job has run.
package final class BlockingPool: Sendable {
    private let jobs = JobQueue()
    private let threadCount: Int

    /// Starts the threads.
    ///
    /// - Parameter threadCount: how many; a disk's queue is kept busy by a handful.
    package init(threadCount: Int) {
        precondition(threadCount > 0)
        self.threadCount = threadCount
        for _ in 0..<threadCount {
            OwnThread.start { [jobs] in
                while let job = jobs.next() { job() }
            }
        }
    }

    deinit {
        for _ in 0..<threadCount { jobs.add(nil) }
    }

    /// Runs `work` on one of the threads and waits for what comes of it.
    ///
    /// Not cancelled with the task: a system call that has begun ends by itself.
    package func run<Success: Sendable>(
        _ work: @escaping @Sendable () throws(ObjectStoreError) -> Success
    ) async throws(ObjectStoreError) -> Success {
        let result = await withCheckedContinuation { continuation in
            jobs.add {
                continuation.resume(
                    returning: Result<Success, ObjectStoreError> {
                        () throws(ObjectStoreError) in try work()
                    }
                )
            }
        }
        return try result.get()
    }

    /// Jobs in the order of their arrival; nil tells one thread to end.
    private final class JobQueue: Sendable {
        typealias Job = @Sendable () -> Void

        private struct State {
            var jobs: [Job?] = []
            var first = 0
        }

        private let state = Mutex(State())
        private let available = DispatchSemaphore(value: 0)

        func add(_ job: Job?) {
            state.withLock { $0.jobs.append(job) }
            available.signal()
        }

        func next() -> Job? {
            available.wait()
            return state.withLock { state in
                let job = state.jobs[state.first]
                state.jobs[state.first] = nil
                state.first += 1
                // Half of the array is behind us: move the rest down, at amortised constant cost.
                if state.first * 2 >= state.jobs.count {
                    state.jobs.removeFirst(state.first)
                    state.first = 0
                }
                return job
            }
        }
    }
}

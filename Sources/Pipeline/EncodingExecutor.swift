import Dispatch

/// Threads for sealing and encoding, apart from those that answer requests.
///
/// Encoding a file is seconds of computing; on the cooperative threads it would stand before every
/// request. Dispatch runs as many of these jobs at once as there are cores.
public final class EncodingExecutor: TaskExecutor {
    private let queue: DispatchQueue

    /// Creates the executor.
    public init() {
        queue = DispatchQueue(label: "lakewriter.encoding", attributes: .concurrent)
    }

    /// Runs the job on one of the executor's threads.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        queue.async {
            unsafe unowned.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}

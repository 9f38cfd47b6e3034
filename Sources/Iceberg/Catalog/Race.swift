import ObjectStorage

/// The patience of one commit that others are quicker than.
struct Race {
    private var retry: Retry
    private let runtime: ObjectStoreRuntime
    private let begun: Duration

    /// Creates the patience of a commit that begins now.
    init(_ settings: RetrySettings, _ runtime: ObjectStoreRuntime) {
        retry = Retry(settings)
        self.runtime = runtime
        begun = runtime.uptime()
    }

    /// A try was lost: waits a random while; false when it was the last.
    mutating func lost() async -> Bool {
        let elapsed = runtime.uptime() - begun
        let action = retry.failed(.pause(atLeast: nil), elapsed: elapsed, draw: runtime.random())
        guard case .wait(let pause) = action, !Task.isCancelled else { return false }
        await runtime.sleep(pause)
        return true
    }
}

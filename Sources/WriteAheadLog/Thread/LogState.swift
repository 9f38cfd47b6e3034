/// What the appenders and the log's thread share under one lock.
struct LogState: Sendable {
    var commit: GroupCommit
    var waiters = Waiters()
    /// Whether the thread sleeps, or is about to, and must be woken for new work.
    var isThreadAsleep = false

    /// Whether whoever holds the lock has to wake the thread after letting go of it.
    mutating func takeWakeup() -> Bool {
        guard isThreadAsleep, commit.hasWork else { return false }
        isThreadAsleep = false
        return true
    }
}

import Synchronization

/// Whether the task that waits for an exchange was cancelled: raised once, by any thread.
final class HTTPCancellation: Sendable {
    private let flag = Atomic(false)

    /// Whether the flag is raised.
    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Raises the flag.
    func cancel() {
        flag.store(true, ordering: .releasing)
    }
}

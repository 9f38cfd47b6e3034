/// Tasks that wait for the log: until a position is durable, a trim done, or the log closed.
struct Waiters: Sendable {
    /// How a waiting task goes on.
    typealias Continuation = CheckedContinuation<Result<Void, WALError>, Never>

    /// What a task waits for.
    enum Event: Sendable {
        case durable(LogSequenceNumber)
        case trimmed
        case closed

        /// Whether a cancelled task waits on: a log that closes still has its files open.
        var outlivesCancellation: Bool {
            if case .closed = self { true } else { false }
        }
    }

    /// A task that can go on, and with what.
    struct Resumption: Sendable {
        let continuation: Continuation
        let result: Result<Void, WALError>

        /// Lets the task go on; never call this under the lock.
        func resume() {
            continuation.resume(returning: result)
        }
    }

    private struct Waiter: Sendable {
        let id: UInt64
        let event: Event
        let continuation: Continuation
    }

    private var waiters: [Waiter] = []
    private var nextID: UInt64 = 0

    /// Gives a task about to wait the number by which its wait can be cancelled.
    mutating func makeID() -> UInt64 {
        nextID += 1
        return nextID
    }

    /// Adds a task.
    mutating func add(_ id: UInt64, for event: Event, _ continuation: Continuation) {
        waiters.append(Waiter(id: id, event: event, continuation: continuation))
    }

    /// Takes out the task that no longer wants to wait; nil when it already goes on.
    mutating func remove(_ id: UInt64) -> Continuation? {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: index).continuation
    }

    /// Takes out the tasks whose event has come, or never will.
    ///
    /// One pass: a sync covers nearly all that wait, so few are looked at twice.
    mutating func takeSettled(in commit: GroupCommit) -> [Resumption] {
        var settled: [Resumption] = []
        var rest: [Waiter] = []
        for waiter in waiters {
            if let result = commit.outcome(of: waiter.event) {
                settled.append(Resumption(continuation: waiter.continuation, result: result))
            } else {
                rest.append(waiter)
            }
        }
        waiters = rest
        return settled
    }
}

extension GroupCommit {
    /// What a wait for `event` comes to; nil while that is open.
    func outcome(of event: Waiters.Event) -> Result<Void, WALError>? {
        switch event {
        case .durable(let position): return outcome(ofWaitingFor: position)
        case .trimmed where isTrimmed: return .success(())
        case .closed where isClosed: return .success(())
        case .trimmed, .closed: break
        }
        if let failure { return .failure(failure) }
        return isClosed ? .failure(WALError(.closed, "the log is closed")) : nil
    }
}

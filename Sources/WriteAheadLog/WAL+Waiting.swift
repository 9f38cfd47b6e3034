extension WAL {
    /// Suspends the task until the event has come or never will.
    func wait(for event: Waiters.Event) async throws(WALError) {
        let id: UInt64
        switch (writer.withState { $0.begin(event) }) {
        case .settled(let result): return try result.get()
        case .open(let given): id = given
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let settled = writer.withState { $0.add(id, for: event, continuation) }
                settled?.resume()
            }
        } onCancel: {
            if event.outlivesCancellation { return }
            let continuation = writer.withState { $0.waiters.remove(id) }
            continuation?.resume(returning: .failure(.cancelledWait))
        }
        try result.get()
    }
}

extension LogState {
    /// What a wait comes to, or the number that it is given.
    enum Beginning: Sendable {
        case settled(Result<Void, WALError>)
        case open(id: UInt64)
    }

    /// Settles a wait at once if that can be, without making a continuation.
    mutating func begin(_ event: Waiters.Event) -> Beginning {
        if let result = commit.outcome(of: event) { return .settled(result) }
        return .open(id: waiters.makeID())
    }

    /// Adds a waiting task, or says how it goes on at once.
    ///
    /// A task that is cancelled before it is added finds that here: its flag is set before its
    /// cancellation handler asks for the lock.
    mutating func add(
        _ id: UInt64,
        for event: Waiters.Event,
        _ continuation: Waiters.Continuation
    ) -> Waiters.Resumption? {
        if let result = commit.outcome(of: event) {
            return Waiters.Resumption(continuation: continuation, result: result)
        }
        if Task.isCancelled, !event.outlivesCancellation {
            return Waiters.Resumption(continuation: continuation, result: .failure(.cancelledWait))
        }
        waiters.add(id, for: event, continuation)
        return nil
    }
}

extension WALError {
    static let cancelledWait = WALError(.cancelled, "the wait for the log was cancelled")
}

extension GroupCommit {
    /// Takes in how the action that ``next()`` gave out went.
    package mutating func apply(_ outcome: WorkOutcome) {
        switch outcome {
        case .wrote: wrote()
        case .prepared: prepared()
        case .preparing: preparing()
        case .foundNoRoom(let message): foundNoRoom(message)
        case .forgot(let recycled): forgot(recycled: recycled)
        case .finished: finished()
        case .failed(let message): failed(message)
        }
    }

    /// The error that every append throws from now on because the disk failed; nil if it did not.
    package var failure: WALError? {
        guard case .poisoned(let message) = phase else { return nil }
        return WALError(.poisoned, message)
    }

    /// Whether the files were let go of.
    package var isClosed: Bool {
        if case .closed = phase { true } else { false }
    }
}

import LakeModel

/// What the writer's one lock guards.
struct WriterState {
    var ledger: Ledger
    var buffers: [GenerationID: GenerationBuffer] = [:]
    var phase: Phase = .running
    /// Resumed when draining has emptied the ledger, or the writer has failed.
    var drained: [CheckedContinuation<Void, Never>] = []

    /// How the writer is.
    enum Phase: Hashable {
        case running
        case draining
        /// Nothing can be made durable any more; a restart replays the log.
        case failed(reason: String)
    }
}

extension WriterState {
    /// Whether there is nothing left to wait for.
    var isDone: Bool {
        if case .failed = phase { return true }
        return phase == .draining && ledger.isEmpty
    }

    /// Those who wait for the end, once it has come.
    mutating func takeDrained() -> [CheckedContinuation<Void, Never>] {
        guard isDone else { return [] }
        defer { drained = [] }
        return drained
    }
}

import LakeModel

/// What the writer's one lock guards.
struct WriterState {
    var ledger: Ledger
    var buffers: [GenerationID: GenerationBuffer]
    var phase: Phase = .running
    /// Resumed when draining has emptied the ledger, or the writer has failed.
    var drained: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastWaiter = 0

    init(ledger: Ledger, buffers: [GenerationID: GenerationBuffer]) {
        self.ledger = ledger
        self.buffers = buffers
    }

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
        defer { drained = [:] }
        return Array(drained.values)
    }

    /// A number for one who is about to wait in ``drained``.
    mutating func makeWaiter() -> Int {
        lastWaiter += 1
        return lastWaiter
    }
}

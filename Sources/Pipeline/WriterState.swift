import Iceberg
import LakeModel

/// What the writer's one lock guards.
struct WriterState {
    var ledger: Ledger
    var buffers: [GenerationID: GenerationBuffer]
    /// Files of generations that wait for their table's commit.
    private(set) var written: [GenerationID: WrittenFiles]
    /// How many of those files are described in memory.
    private var describedFiles = 0
    var phase: Phase = .running
    /// When it was last asked which tenants are being erased.
    var lastLookForErased: Duration?
    /// Resumed when draining has emptied the ledger, or the writer has failed.
    var drained: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastWaiter = 0

    init(
        ledger: Ledger,
        buffers: [GenerationID: GenerationBuffer],
        written: [GenerationID: WrittenFiles]
    ) {
        self.ledger = ledger
        self.buffers = buffers
        self.written = written
    }

    /// How the writer is.
    enum Phase: Hashable {
        case running
        case draining
        /// Nothing is taken any more; a restart replays the log.
        case failed(WriterFailure)
    }
}

extension WriterState {
    /// Lets go of a generation's rows: its files are in the lake.
    ///
    /// Their descriptions are kept, unless `describedFilesMax` are kept already.
    mutating func keepFiles(of id: GenerationID, describedFilesMax: Int) {
        guard let buffer = buffers.removeValue(forKey: id) else { return }
        let isKept = describedFiles + buffer.files.count <= describedFilesMax
        if isKept { describedFiles += buffer.files.count }
        written[id] = WrittenFiles(
            schema: buffer.schema,
            sealed: buffer.days.map { .init(day: $0.day, rowCount: $0.rowCount) },
            sizes: buffer.files.map { Int($0.fileSizeInBytes) },
            described: isKept ? buffer.files : nil
        )
    }

    /// Lets go of all that is kept of a generation.
    mutating func release(_ id: GenerationID) {
        buffers[id] = nil
        describedFiles -= written.removeValue(forKey: id)?.described?.count ?? 0
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

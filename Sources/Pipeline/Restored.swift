/// What a replay leaves: the ledger, the buffers, and what is to be done first.
struct Restored {
    var ledger: Ledger
    var buffers: [GenerationID: GenerationBuffer] = [:]
    private var actions: [LedgerAction] = []

    init(ledger: Ledger) {
        self.ledger = ledger
    }

    mutating func takeActions() -> [LedgerAction] {
        defer { actions = [] }
        return actions
    }

    mutating func add(
        _ replayed: ReplayedGeneration,
        id: GenerationID,
        now: Duration
    ) throws {
        guard let source = replayed.source else { return }
        var generation = Generation(
            id: id,
            table: replayed.table,
            floor: replayed.floor,
            openedAt: now
        )
        generation.rowCount = replayed.rowCount
        generation.byteCount = source.byteCount
        generation.wasSealed = replayed.seal != nil
        var buffer = GenerationBuffer(schema: replayed.version.schema)
        if let seal = replayed.seal {
            buffer.days = DayRows.split([source].compactMap { $0.finish() })
            try check(seal, against: buffer.days)
        } else {
            buffer.checkIn(source)
        }
        buffers[id] = buffer
        actions += ledger.restore(generation)
    }

    /// What was sealed must come out again row for row, or a file would lie in the lake twice.
    private func check(_ seal: SealRecord, against days: [DayRows]) throws {
        let again = days.map { SealRecord.File(day: $0.day, rowCount: $0.rowCount) }
        guard again == seal.files else {
            throw ReplayError(
                message: "generation \(seal.generation) of \(seal.table) was sealed as "
                    + "\(seal.files.count) files and replays as others; start the version of "
                    + "lakewriter that wrote the log, and stop it with SIGTERM, which writes all "
                    + "of it to the lake"
            )
        }
    }
}

import LakeModel
import WriteAheadLog

/// What a replay leaves: the ledger, the buffers, and what is to be done first.
struct Restored {
    var ledger: Ledger
    var buffers: [GenerationID: GenerationBuffer] = [:]
    var written: [GenerationID: WrittenFiles] = [:]
    /// Generations of tenants that are being erased.
    private(set) var voided: [Generation] = []
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
        var generation = Generation(
            id: id,
            table: replayed.table,
            floor: replayed.floor,
            openedAt: now
        )
        generation.rowCount = replayed.rowCount
        generation.wasSealed = replayed.seal != nil
        generation.sealEnd = replayed.sealEnd
        if let seal = replayed.seal, let sizes = replayed.fileSizes {
            written[id] = WrittenFiles(
                schema: replayed.version.schema,
                sealed: seal.files,
                sizes: sizes,
                described: nil
            )
            actions += ledger.restore(generation, fileCount: sizes.count, now: now)
            return
        }
        guard let source = replayed.source else { return }
        generation.byteCount = source.byteCount
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

    /// Takes a generation of a tenant that is being erased, whose files may be in the lake if it
    /// was sealed.
    mutating func addVoid(_ replayed: ReplayedGeneration, id: GenerationID, now: Duration) {
        if let seal = replayed.seal {
            written[id] = WrittenFiles(
                schema: replayed.version.schema,
                sealed: seal.files,
                sizes: [],
                described: nil
            )
        }
        addVoid(replayed.table, replayed.floor, rowCount: replayed.rowCount, id: id, now: now)
    }

    /// Takes a generation of a tenant that is being erased, of which nothing can be read.
    mutating func addVoid(
        _ table: TableIdentifier,
        _ floor: LogSequenceNumber,
        rowCount: Int = 0,
        id: GenerationID,
        now: Duration
    ) {
        var generation = Generation(id: id, table: table, floor: floor, openedAt: now)
        generation.rowCount = rowCount
        voided.append(generation)
        actions += ledger.restore(void: generation)
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

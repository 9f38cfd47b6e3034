import ByteCoding
import Columnar
import LakeModel
public import WriteAheadLog

/// Builds the buffers again from the log, record by record, as they were before the stop.
///
/// Rows of a request go to the generation its record names. A generation whose commit follows is
/// dropped again; of one whose files are in the lake the rows are, and it is committed; one that
/// was sealed is written once more, under the same names; any other is sealed at once.
public struct Replay: ~Copyable {
    let settings: PipelineSettings
    let schemas: SchemaCatalog
    private var found: [GenerationID: ReplayedGeneration] = [:]
    /// Why a generation cannot come together again: no harm if its commit follows.
    private var failures: [GenerationID: ReplayFailure] = [:]

    /// Creates a replay that has read nothing yet.
    public init(settings: PipelineSettings, schemas: SchemaCatalog) {
        self.settings = settings
        self.schemas = schemas
    }

    /// Takes the next record of the log.
    ///
    /// - Throws: ``ReplayError`` when the record cannot be understood. One whose events cannot be
    ///   decoded again is refused when the writer starts, and only if they are not in the lake.
    public mutating func apply(_ record: LogRecord) throws {
        guard let kind = LogRecordKind(rawValue: record.kind) else {
            throw unreadable(record, "kind \(record.kind) is not known")
        }
        do {
            switch kind {
            case .start: break
            case .events: try applyEvents(record)
            case .seal: applySeal(try SealRecord(record.header), end: record.range.upperBound)
            case .written: applyWritten(try WrittenRecord(record.header))
            case .commit: forget(try CommitRecord(record.header).generation)
            }
        } catch let error as ReplayError {
            throw error
        } catch {
            throw unreadable(record, "\(error)")
        }
    }

    private func unreadable(_ record: LogRecord, _ why: String) -> ReplayError {
        ReplayError(
            message: "the log's record at \(record.range.lowerBound) cannot be replayed: \(why); "
                + "start the version of lakewriter that wrote it, and stop it with SIGTERM, which "
                + "writes all of it to the lake"
        )
    }

    private mutating func forget(_ id: GenerationID) {
        found[id] = nil
        failures[id] = nil
    }

    private mutating func applyEvents(_ record: LogRecord) throws {
        let events = try EventsRecord(record.header)
        do {
            try decode(events, record)
        } catch {
            let failure = error as? ReplayError ?? unreadable(record, "\(error)")
            let floor = record.range.lowerBound
            note(failure, of: events.generation, events.table, floor)
            if let dead = events.deadLetterGeneration {
                let letters = TableIdentifier(tenant: events.table.tenant, table: .deadLetters)
                note(failure, of: dead, letters, floor)
            }
        }
    }

    private mutating func note(
        _ error: ReplayError,
        of id: GenerationID,
        _ table: TableIdentifier,
        _ floor: LogSequenceNumber
    ) {
        guard failures[id] == nil else { return }
        failures[id] = ReplayFailure(error: error, table: table, floor: found[id]?.floor ?? floor)
    }

    private mutating func decode(_ events: EventsRecord, _ record: LogRecord) throws {
        guard let version = schemas.version(events.schemaFingerprint) else {
            throw ReplayError(
                message: "the log holds events of \(events.table) under a schema that is gone "
                    + "(fingerprint \(String(events.schemaFingerprint, radix: 16))); put the "
                    + "schema file back as it was, or restore the data directory's schemas folder"
            )
        }
        let body = try BodyDecompressor.decompress(
            PaddedBytes(record.body),
            events.encoding,
            bytesMax: .max
        )
        let context = events.terms.context(
            ingestTimeMicroseconds: events.ingestTimeMicroseconds,
            seed: events.idSeed
        )
        var generation = take(events.generation, events.table, version, record)
        let decoder = generation.decoder(tenant: events.table.tenant, terms: events.terms)
        let summary = try decoder.decode(
            body,
            framing: events.format.framing,
            context: context
        )
        generation.rowCount += summary.acceptedCount
        found[events.generation] = generation
        guard let dead = events.deadLetterGeneration, !summary.rejections.isEmpty else { return }
        let table = TableIdentifier(tenant: events.table.tenant, table: .deadLetters)
        var deadLetters = take(dead, table, .deadLetters, record)
        let builder = deadLetters.deadLetterBuilder(tenant: table.tenant)
        for rejection in summary.rejections {
            builder.append(rejection, of: body, table: events.table.table, context: context)
        }
        deadLetters.rowCount += summary.rejections.count
        found[dead] = deadLetters
    }

    private mutating func take(
        _ id: GenerationID,
        _ table: TableIdentifier,
        _ version: SchemaVersion,
        _ record: LogRecord
    ) -> ReplayedGeneration {
        found.removeValue(forKey: id)
            ?? ReplayedGeneration(table: table, version: version, floor: record.range.lowerBound)
    }

    private mutating func applySeal(_ seal: SealRecord, end: LogSequenceNumber) {
        // Without rows, they were trimmed: the commit follows.
        found[seal.generation]?.sealed(seal, end: end)
    }

    private mutating func applyWritten(_ record: WrittenRecord) {
        if settings.rewritesMissingFiles { return }
        found[record.generation]?.written(record)
    }

    /// Rows that are not in the lake yet, rejected events counted.
    public var pendingRows: Int {
        found.values.reduce(0) { $0 + ($1.fileSizes == nil ? $1.rowCount : 0) }
    }

    /// Generations that are in the lake, and perhaps not in their tables yet.
    public var pendingCommits: Int { found.values.count { $0.fileSizes != nil } }

    /// The state a writer begins with.
    ///
    /// What is found of tenants of whom nothing may be written is void, readable or not.
    consuming func restore(
        _ ledger: Ledger,
        now: Duration,
        isVoid: (TenantID) -> Bool
    ) throws -> Restored {
        var restored = Restored(ledger: ledger)
        for id in failures.keys.sorted() {
            guard let failure = failures[id] else { continue }
            guard isVoid(failure.table.tenant) else { throw failure.error }
            if found[id] == nil { restored.addVoid(failure.table, failure.floor, id: id, now: now) }
        }
        for id in found.keys.sorted() {
            guard let replayed = found[id] else { continue }
            if isVoid(replayed.table.tenant) {
                restored.addVoid(replayed, id: id, now: now)
            } else if replayed.rowCount > 0 {
                try restored.add(replayed, id: id, now: now)
            }
        }
        return restored
    }
}

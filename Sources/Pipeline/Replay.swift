import ByteCoding
import Columnar
import LakeModel
public import WriteAheadLog

/// Builds the buffers again from the log, record by record, as they were before the stop.
///
/// Rows of a request go to the generation its record names. A generation whose commit follows is
/// dropped again; one that was sealed is written once more, under the same names; any other goes
/// on taking rows.
public struct Replay: ~Copyable {
    let settings: PipelineSettings
    let schemas: SchemaCatalog
    private var found: [GenerationID: ReplayedGeneration] = [:]
    private var requestCount = 0

    /// Creates a replay that has read nothing yet.
    public init(settings: PipelineSettings, schemas: SchemaCatalog) {
        self.settings = settings
        self.schemas = schemas
    }

    /// Takes the next record of the log.
    ///
    /// - Throws: ``ReplayError`` when the record cannot be understood or decoded.
    public mutating func apply(_ record: LogRecord) throws {
        guard let kind = LogRecordKind(rawValue: record.kind) else {
            throw unreadable(record, "kind \(record.kind) is not known")
        }
        do {
            switch kind {
            case .start: break
            case .events: try applyEvents(record)
            case .seal: try applySeal(SealRecord(record.header))
            case .commit: found[try CommitRecord(record.header).generation] = nil
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
                + "empties the log"
        )
    }

    private mutating func applyEvents(_ record: LogRecord) throws {
        let events = try EventsRecord(record.header)
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
        requestCount += 1
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

    private mutating func applySeal(_ seal: SealRecord) throws {
        // Without rows, they were trimmed: the commit follows.
        guard found[seal.generation] != nil else { return }
        found[seal.generation]?.seal = seal
    }

    /// Requests that were decoded again.
    public var requestsReplayed: Int { requestCount }

    /// The state a writer begins with.
    consuming func restore(logEnd: LogSequenceNumber, now: Duration) throws -> Restored {
        var restored = Restored(ledger: Ledger(policy: settings.flush, logEnd: logEnd))
        for id in found.keys.sorted() {
            guard let replayed = found[id], replayed.rowCount > 0 else { continue }
            let isCurrent =
                replayed.version == .deadLetters
                || schemas[replayed.table.table] == replayed.version
            try restored.add(replayed, id: id, takesRows: isCurrent, now: now)
        }
        return restored
    }
}

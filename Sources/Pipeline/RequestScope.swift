import ByteCoding
import Columnar
import LakeModel
import Synchronization
import WriteAheadLog

/// One request's stay in the buffers: what it checked out, and how to take it all back.
///
/// Used by one task, from ``begin(_:bytes:writer:)`` to exactly one of ``end(at:)`` and
/// ``abandon()``.
final class RequestScope {
    private let writer: Writer
    private let version: SchemaVersion
    private let table: TableIdentifier
    private let bytes: Int
    private let context: DecodeContext
    private let seed: IDSeed
    private let terms: DecodeTerms
    private var events: CheckedOut
    private var deadLetters: CheckedOut?

    /// A source of rows in this request's hands, and how it was when it came into them.
    private struct CheckedOut {
        let generation: GenerationID
        let source: RowSource
        let bytesBefore: Int
        /// What was reserved of the tenant's share with it.
        let bytesReserved: Int
        /// Where the source stood before this request's rows.
        let mark: RowSource.Mark
        /// What the ledger asked for when the generation was opened.
        let actions: [LedgerAction]
        var rowCount = 0
    }

    private init(
        writer: Writer,
        table: TableIdentifier,
        version: SchemaVersion,
        bytes: Int,
        events: CheckedOut
    ) {
        self.writer = writer
        self.table = table
        self.version = version
        self.bytes = bytes
        self.events = events
        seed = IDSeed(high: writer.components.random(), low: writer.components.random())
        terms = DecodeTerms(writer.settings)
        context = terms.context(
            ingestTimeMicroseconds: writer.components.clock.wallTimeMicroseconds(),
            seed: seed
        )
    }

    /// Admits a request and checks out a decoder of the table's current schema for it.
    static func begin(
        _ table: TableIdentifier,
        bytes: Int,
        openTablesMax: Int?,
        writer: Writer
    ) throws(IngestError) -> RequestScope {
        // The door refuses too; what passed it a moment before is refused here.
        guard !writer.components.isVoid(table.tenant) else { throw .erased }
        typealias Outcome = Result<(SchemaVersion, CheckedOut), IngestError>
        let outcome = writer.state.withLock { state -> Outcome in
            if let failure = state.failure { return .failure(failure) }
            if let refusal = state.ledger.admission(of: bytes, from: table.tenant) {
                return .failure(refusal)
            }
            if let refusal = state.ledger.admission(
                to: table,
                openTablesMax: openTablesMax,
                now: writer.components.clock.uptime()
            ) {
                return .failure(refusal)
            }
            // Read under the lock: no request goes back to a version behind one that went on.
            guard let version = writer.schemas.version(for: table) else {
                return .failure(.unknownTable)
            }
            let taken = checkOut(table, version: version, bytes: bytes, writer: writer, &state)
            return .success((version, taken))
        }
        let (version, taken) = try outcome.get()
        writer.perform(taken.actions)
        return RequestScope(
            writer: writer,
            table: table,
            version: version,
            bytes: bytes,
            events: taken
        )
    }

    /// Checks a source of rows out of the table's open generation.
    ///
    /// A generation has one version of the schema: one of an earlier version is sealed, and the
    /// rows of the new one begin another.
    private static func checkOut(
        _ table: TableIdentifier,
        version: SchemaVersion,
        bytes: Int,
        writer: Writer,
        _ state: inout WriterState
    ) -> CheckedOut {
        var actions: [LedgerAction] = []
        if let open = state.ledger.openGeneration(of: table),
            let buffer = state.buffers[open], buffer.schema != version.schema
        {
            actions = state.ledger.turnOver(table)
        }
        let now = writer.components.clock.uptime()
        let id = state.ledger.begin(table, bytes: bytes, now: now)
        let source = state.buffers[id, default: GenerationBuffer(schema: version.schema)].checkOut {
            writer.makeSource(for: table, version: version)
        }
        return CheckedOut(
            generation: id,
            source: source,
            bytesBefore: source.byteCount,
            bytesReserved: bytes,
            mark: source.mark(),
            actions: actions
        )
    }

    /// Decodes the body; bad events become dead letters.
    func decode(_ body: PaddedBytes, _ request: IngestRequest) throws(IngestError) -> IngestReceipt
    {
        guard case .events(let decoder) = events.source else {
            preconditionFailure("events are decoded by a decoder")
        }
        let summary: DecodeSummary
        do {
            summary = try decoder.decode(body, framing: request.format.framing, context: context)
        } catch {
            throw IngestError(error)
        }
        let rejected = summary.rejections.map(RejectedEvent.init)
        if request.isStrict, !rejected.isEmpty {
            throw IngestError(
                .rejected,
                "\(rejected.count) of \(summary.acceptedCount + rejected.count) events are bad, "
                    + "and none was kept",
                rejected: rejected
            )
        }
        events.rowCount = summary.acceptedCount
        if !summary.rejections.isEmpty { keepDeadLetters(summary.rejections, of: body) }
        return IngestReceipt(
            accepted: summary.acceptedCount,
            rejected: rejected,
            durability: "local-disk"
        )
    }

    private func keepDeadLetters(_ rejections: [EventRejection], of body: PaddedBytes) {
        let identifier = TableIdentifier(tenant: table.tenant, table: .deadLetters)
        var taken = writer.state.withLock { state in
            Self.checkOut(
                identifier,
                version: .deadLetters,
                bytes: 0,
                writer: writer,
                &state
            )
        }
        guard case .deadLetters(let builder) = taken.source else {
            preconditionFailure("dead letters have a builder of their own")
        }
        for rejection in rejections {
            builder.append(rejection, of: body, table: table.table, context: context)
        }
        taken.rowCount = rejections.count
        deadLetters = taken
    }

    /// Appends the request to the log; nil when it holds no event, good or bad.
    func append(_ request: IngestRequest) throws(IngestError) -> LogSequenceNumber? {
        guard events.rowCount > 0 || deadLetters != nil else { return nil }
        let record = EventsRecord(
            generation: events.generation,
            deadLetterGeneration: deadLetters?.generation,
            schemaFingerprint: version.fingerprint,
            format: request.format,
            encoding: request.encoding,
            ingestTimeMicroseconds: context.ingestTimeMicroseconds,
            idSeed: seed,
            terms: terms,
            table: table
        )
        do {
            return try writer.components.log.append(
                kind: LogRecordKind.events.rawValue,
                header: record.bytes,
                body: request.body
            ).upperBound
        } catch {
            if error.code == .poisoned { writer.fail(error) }
            throw IngestError(error)
        }
    }

    /// Checks everything in; the rows stay.
    func end(at end: LogSequenceNumber?) -> [LedgerAction] {
        checkIn(end: end)
    }

    /// Takes the rows back and checks everything in.
    func abandon() -> [LedgerAction] {
        events.source.rollback(to: events.mark)
        if let deadLetters { deadLetters.source.rollback(to: deadLetters.mark) }
        events.rowCount = 0
        deadLetters?.rowCount = 0
        return checkIn(end: nil)
    }

    private func checkIn(end: LogSequenceNumber?) -> [LedgerAction] {
        writer.state.withLock { state in
            [events, deadLetters].compactMap { $0 }.flatMap { taken in
                state.buffers[taken.generation]?.checkIn(taken.source)
                return state.ledger.ended(
                    taken.generation,
                    bytes: taken.bytesReserved,
                    rows: taken.rowCount,
                    growth: taken.source.byteCount - taken.bytesBefore,
                    end: end
                )
            }
        }
    }
}

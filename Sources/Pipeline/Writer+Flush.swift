import Columnar
import LakeModel
import Logging
import ObjectStorage
import Synchronization
import WriteAheadLog

/// A generation's way from the buffer into the lake, one log record between each step.
extension Writer {
    /// Takes the rows out of the buffer and logs what they become.
    func seal(_ id: GenerationID) async {
        guard let sealed = takeRows(of: id) else { return }
        let record = SealRecord(
            generation: id,
            table: sealed.table,
            files: sealed.days.map { .init(day: $0.day, rowCount: $0.rowCount) }
        )
        guard let end = await appendDurably(.seal, record.bytes) else { return }
        perform(state.withLock { $0.ledger.sealed(id, end: end) })
    }

    private func takeRows(of id: GenerationID) -> (table: TableIdentifier, days: [DayRows])? {
        let taken = state.withLock { state -> (TableIdentifier, [RowSource])? in
            guard let generation = state.ledger.generations[id],
                let sources = state.buffers[id]?.takeSources()
            else { return nil }
            return (generation.table, sources)
        }
        guard let (table, sources) = taken else { return nil }
        let days = DayRows.split(sources.compactMap { $0.finish() })
        state.withLock { $0.buffers[id]?.days = days }
        return (table, days)
    }

    /// Encodes and uploads the generation's files.
    func write(_ id: GenerationID) async {
        let found = state.withLock { state -> (Generation, GenerationBuffer)? in
            guard let generation = state.ledger.generations[id], let buffer = state.buffers[id]
            else { return nil }
            return (generation, buffer)
        }
        guard let (generation, buffer) = found else { return }
        do {
            for rows in buffer.days.dropFirst(buffer.filesWritten) {
                let name = DataFileName(
                    logIdentity: components.logIdentity,
                    generation: id,
                    table: generation.table,
                    day: rows.day
                )
                try await DataFileUpload(
                    key: name.key,
                    table: generation.table,
                    schema: buffer.schema,
                    components: components,
                    partBytes: settings.partBytes,
                    mayExist: generation.wasSealed
                ).run(rows)
                state.withLock { $0.buffers[id]?.filesWritten += 1 }
            }
            perform(state.withLock { $0.ledger.written(id) })
        } catch {
            retryLater(id, table: generation.table, after: error)
        }
    }

    private func retryLater(
        _ id: GenerationID,
        table: TableIdentifier,
        after error: any Error
    ) {
        let now = components.clock.uptime()
        let jitter = Double(components.random() >> 11) / Double(1 << 53)
        components.logger.warning(
            "a file was not written and will be tried again; its events are safe in the log",
            metadata: [
                "table": "\(table)", "store": "\(components.store.location)",
                "reason": "\(error)",
            ]
        )
        perform(state.withLock { $0.ledger.writeFailed(id, now: now, jitter: jitter) })
    }

    /// Logs that the generation is in the lake.
    func recordCommit(_ id: GenerationID) async {
        let record = CommitRecord(generation: id)
        guard let end = await appendDurably(.commit, record.bytes) else { return }
        perform(state.withLock { $0.ledger.committed(id, end: end) })
    }

    /// Lets the log forget what is in the lake.
    func trim(before position: LogSequenceNumber) async {
        do {
            try await components.log.trim(before: position)
        } catch {
            fail(error)
        }
    }

    /// Appends one of the writer's own records and waits until it is durable; nil when the log
    /// has failed.
    private func appendDurably(
        _ kind: LogRecordKind,
        _ header: [UInt8]
    ) async -> LogSequenceNumber? {
        do {
            let range = try await components.append(kind, header)
            try await components.log.waitUntilDurable(range.upperBound)
            return range.upperBound
        } catch {
            fail(error)
            return nil
        }
    }
}

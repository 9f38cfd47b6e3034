import ByteCoding
import Columnar
import Iceberg
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
        let batches = sources.compactMap { $0.finish() }
        observe(batches, of: table)
        let days = DayRows.split(batches)
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
            for rows in buffer.days.dropFirst(buffer.files.count) {
                try components.checkNotVoid(generation.table.tenant)
                let file = try await write(rows, of: generation, buffer.schema)
                state.withLock { $0.buffers[id]?.files.append(file) }
            }
            finishWriting(id)
        } catch is VoidedTenant {
            giveUp(writing: id, of: generation.table.tenant)
        } catch {
            retryLater(id, table: generation.table, after: error)
        }
    }

    private func write(
        _ rows: DayRows,
        of generation: Generation,
        _ schema: TableSchema
    ) async throws -> DataFile {
        let key = fileName(generation.id, generation.table, day: rows.day).key
        let metrics = try await DataFileUpload(
            key: key,
            table: generation.table,
            schema: schema,
            components: components,
            partBytes: settings.partBytes,
            mayExist: generation.wasSealed
        ).run(rows)
        return DataFile(
            metrics,
            uri: lake.uri(key.path),
            table: generation.table,
            day: rows.day,
            schema: schema
        )
    }

    /// All files of the generation are in the lake.
    private func finishWriting(_ id: GenerationID) {
        let sizes = state.withLock { state in
            (state.buffers[id]?.files ?? []).map { Int($0.fileSizeInBytes) }
        }
        logWritten(WrittenRecord(generation: id, fileSizes: sizes))
        let now = components.clock.uptime()
        let actions = state.withLock { state in
            state.keepFiles(of: id, describedFilesMax: settings.commit.describedFilesMax)
            return state.ledger.written(id, fileCount: sizes.count, now: now)
        }
        perform(actions)
    }

    /// Spares the next start the rows, if the log has room: nothing depends on it.
    ///
    /// The empty body says that it may not have of the reserve, which commits' records need.
    private func logWritten(_ record: WrittenRecord) {
        do {
            _ = try components.log.append(
                kind: LogRecordKind.written.rawValue,
                header: record.bytes,
                body: PaddedBytes([])
            )
        } catch {
            if error.code == .poisoned { fail(error) }
        }
    }

    /// The name of a generation's file of one day.
    func fileName(
        _ id: GenerationID,
        _ table: TableIdentifier,
        day: Int32
    ) -> DataFileName {
        DataFileName(
            logIdentity: components.logIdentity,
            generation: id,
            table: table,
            day: day
        )
    }

    /// A random number in 0..<1.
    func drawJitter() -> Double { Double(components.random() >> 11) / Double(1 << 53) }

    private func retryLater(
        _ id: GenerationID,
        table: TableIdentifier,
        after error: any Error
    ) {
        let now = components.clock.uptime()
        let jitter = drawJitter()
        components.logger.warning(
            "a file was not written and will be tried again; its events are safe in the log",
            metadata: [
                "table": "\(table)", "store": "\(components.store.location)",
                "reason": "\(error)",
            ]
        )
        perform(state.withLock { $0.ledger.writeFailed(id, now: now, jitter: jitter) })
    }

    /// Lets the log forget what is in its tables.
    func trim(before position: LogSequenceNumber) async {
        do {
            try await components.log.trim(before: position)
        } catch {
            fail(error)
        }
    }

    /// Appends one of the writer's own records and waits until it is durable; nil when the log
    /// has failed.
    func appendDurably(
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

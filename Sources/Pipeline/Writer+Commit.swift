import Iceberg
import LakeModel
import Logging
import ObjectStorage
import Synchronization
import WriteAheadLog

/// A generation's way from the lake into its table, and out of the log.
extension Writer {
    /// Puts the files of generations into their table.
    func commit(_ ids: [GenerationID], to table: TableIdentifier) async {
        do {
            try components.checkNotVoid(table.tenant)
            let (units, schema) = try await units(of: ids, table)
            let receipt = try await committer.commit(units, to: table, schema: schema)
            log(receipt, units, table)
            let now = components.clock.uptime()
            perform(state.withLock { $0.ledger.commitMade(table, now: now) })
        } catch let error as CatalogError where error.code == .fenced {
            fail(.fenced(error.message))
        } catch _ where components.isVoid(table.tenant) {
            giveUp(committingTo: table)
        } catch {
            commitLater(table, after: error)
        }
    }

    /// What the committer is given: every generation's files, and the schema of the last sealed.
    ///
    /// Descriptions that are not in memory are read from the files, a generation at a time. What the
    /// table names already has no files for it: they may have been compacted away since, by somebody
    /// who was quicker than the record of the commit.
    private func units(
        of ids: [GenerationID],
        _ table: TableIdentifier
    ) async throws -> (units: [CommitUnit], schema: TableSchema) {
        let found = state.withLock { state in
            ids.compactMap { id -> (generation: Generation, files: WrittenFiles)? in
                guard let generation = state.ledger.generations[id], let files = state.written[id]
                else { return nil }
                return (generation, files)
            }
        }
        guard found.count == ids.count,
            let last = found.max(by: { $0.generation.sealedAt < $1.generation.sealedAt })
        else { preconditionFailure("a generation is committed that was not written") }
        let undescribed = found.filter { $0.files.described == nil }.map(\.generation.id.unitName)
        let committed =
            undescribed.isEmpty ? [] : try await committer.committed(undescribed, in: table)
        var units: [CommitUnit] = []
        for (generation, files) in found {
            let isCommitted = committed.contains(generation.id.unitName)
            units.append(
                CommitUnit(
                    name: generation.id.unitName,
                    position: generation.sealedAt.rawValue,
                    files: isCommitted ? [] : try await describe(files, of: generation),
                    isRestored: generation.isRestored
                )
            )
        }
        return (units, last.files.schema)
    }

    /// How many footers of one generation are read at once: enough to hide a store's latency.
    private static let footersAtOnce = 8

    /// What manifests say of a generation's files.
    private func describe(
        _ files: WrittenFiles,
        of generation: Generation
    ) async throws -> [DataFile] {
        if let described = files.described { return described }
        return try await withThrowingTaskGroup(of: (Int, DataFile).self) { group in
            var described: [DataFile?] = Array(repeating: nil, count: files.sealed.count)
            for index in files.sealed.indices {
                if index >= Self.footersAtOnce, let (done, file) = try await group.next() {
                    described[done] = file
                }
                group.addTask { (index, try await self.describe(index, files, of: generation)) }
            }
            for try await (done, file) in group { described[done] = file }
            return described.compactMap { $0 }
        }
    }

    private func describe(
        _ index: Int,
        _ files: WrittenFiles,
        of generation: Generation
    ) async throws -> DataFile {
        let (day, rowCount) = (files.sealed[index].day, files.sealed[index].rowCount)
        let name = fileName(generation.id, generation.table, day: day)
        let file = FileInLake(key: name.key, rowCount: rowCount, components: components)
        return DataFile(
            try await file.metrics(files.sizes[index]),
            uri: lake.uri(name.key.path),
            table: generation.table,
            day: day,
            schema: files.schema
        )
    }

    private func log(_ receipt: CommitReceipt, _ units: [CommitUnit], _ table: TableIdentifier) {
        let logger = components.logger
        for warning in receipt.warnings {
            logger.warning(
                "a commit was made, and something about its table is not well",
                metadata: ["table": "\(table)", "reason": "\(warning)"]
            )
        }
        let failures = state.withLock { $0.ledger.commitFailures(of: table) }
        logger.log(
            level: failures > 0 ? .notice : .debug,
            "files were committed to their table",
            metadata: [
                "table": "\(table)", "files": "\(units.reduce(0) { $0 + $1.files.count })",
                "failures": "\(failures)", "attempts": "\(receipt.attempts)",
            ]
        )
    }

    /// A catalog may ask to be left alone for as long as this: what it says is not to be believed
    /// to the day.
    private static let retryAfterMax = Duration.seconds(300)

    private func commitLater(_ table: TableIdentifier, after error: any Error) {
        let now = components.clock.uptime()
        let jitter = drawJitter()
        let asked = (error as? CatalogError)?.retryAfter ?? (error as? ObjectStoreError)?.retryAfter
        let (actions, failures) = state.withLock { state in
            let actions = state.ledger.commitFailed(
                table,
                now: now,
                jitter: jitter,
                pauseMin: min(asked ?? .zero, Self.retryAfterMax)
            )
            return (actions, state.ledger.commitFailures(of: table))
        }
        // The first, second, fourth, eighth, …: an outage of a thousand tables must not fill the
        // disk with lines.
        if failures.nonzeroBitCount == 1 {
            components.logger.log(
                level: error.isForOperators ? .error : .warning,
                "files were not committed to their table; it is tried again, and nothing is lost",
                metadata: [
                    "table": "\(table)", "failures": "\(failures)", "reason": "\(error)",
                ]
            )
        }
        perform(actions)
    }

    /// Logs that the generation is in its table.
    func recordCommit(_ id: GenerationID) async {
        let record = CommitRecord(generation: id)
        guard let end = await appendDurably(.commit, record.bytes) else { return }
        committer.settle([id.unitName])
        perform(state.withLock { $0.ledger.committed(id, end: end) })
    }
}

extension Generation {
    /// Where its seal's record ends: what is committed was sealed.
    fileprivate var sealedAt: LogSequenceNumber {
        guard let sealEnd else { preconditionFailure("generation \(id) was never sealed") }
        return sealEnd
    }
}

extension Error {
    /// Whether waiting alone will not mend it.
    fileprivate var isForOperators: Bool {
        switch self {
        case let error as CatalogError:
            [.denied, .corrupt, .invalidRequest, .schemaConflict].contains(error.code)
        case let error as ObjectStoreError:
            ![.unavailable, .outcomeUnknown].contains(error.code)
        default: true
        }
    }
}

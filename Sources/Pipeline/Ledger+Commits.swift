package import LakeModel
package import WriteAheadLog

/// Files that are in the lake are committed to their tables.
extension Ledger {
    mutating func schedule(
        _ id: GenerationID,
        fileCount: Int,
        now: Duration
    ) -> [LedgerAction] {
        guard let table = generations[id]?.table else { return [] }
        commits.add(.init(id: id, fileCount: fileCount, writtenAt: now), to: table)
        return startCommits(now: now)
    }

    mutating func startCommits(now: Duration) -> [LedgerAction] {
        commits.start(now: now).map { .commit($0.table, $0.generations) }
    }

    /// The table has the files of the generations that were to be committed to it.
    package mutating func commitMade(_ table: TableIdentifier, now: Duration) -> [LedgerAction] {
        let done = commits.succeeded(table)
        for id in done { move(id, from: .written, to: .recording) }
        let records = done.map { id -> LedgerAction in
            generations[id]?.isVoid == true ? .void(id) : .recordCommit(id)
        }
        return records + startCommits(now: now)
    }

    /// The table's commit was not made, or nobody knows; it is tried again after a pause that
    /// doubles each time.
    ///
    /// - Parameters:
    ///   - table: which table.
    ///   - now: the time.
    ///   - jitter: a random number in 0..<1, so that many tables do not return at once.
    ///   - pauseMin: how long the catalog asked to be left alone.
    /// - Returns: what to do meanwhile.
    package mutating func commitFailed(
        _ table: TableIdentifier,
        now: Duration,
        jitter: Double,
        pauseMin: Duration = .zero
    ) -> [LedgerAction] {
        commits.failed(table, now: now, jitter: jitter, pauseMin: pauseMin)
        let void = generations.values.filter { $0.isVoid && $0.table == table }.map(\.id)
        let discarded = void.sorted().flatMap { commits.remove($0, from: table) ? discard($0) : [] }
        return discarded + startCommits(now: now)
    }

    /// How often the table's commit has failed since one was made.
    package func commitFailures(of table: TableIdentifier) -> Int { commits.failures(of: table) }

    /// The record of the generation's commit is durable, and ends at `end`.
    package mutating func committed(_ id: GenerationID, end: LogSequenceNumber) -> [LedgerAction] {
        guard generations[id]?.phase == .recording else {
            preconditionFailure("a commit was recorded that nobody made")
        }
        logEnd = max(logEnd, end)
        return forget(id)
    }
}

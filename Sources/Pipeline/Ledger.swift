package import LakeModel
package import WriteAheadLog

/// Decides when rows are sealed, written, committed and forgotten by the log.
///
/// A value without clock, lock, file or socket: the shell reports what happened, and the ledger
/// answers with the ``LedgerAction``s to take. What always holds, for every generation: its seal is
/// logged after all its rows, its files are written after its seal is durable, its table's commit
/// is made after its files are in the lake, that is recorded in the log after it was made, and no
/// record of the generation is trimmed before the log has it durably.
package struct Ledger: Sendable {
    let policy: FlushPolicy
    private let epoch: UInt64
    private var openedCount: UInt64 = 0
    package internal(set) var generations: [GenerationID: Generation] = [:]
    var openGenerations: [TableIdentifier: GenerationID] = [:]
    /// Open generations in the order of their age; some may have been closed since.
    private var byAge: ArraySlice<GenerationID> = []
    var queue: ArraySlice<GenerationID> = []
    private var writesInFlight = 0
    /// Bytes of columns in generations that are being written.
    private var writingByteCount = 0
    var waiting: Set<GenerationID> = []
    var commits: CommitSchedule
    /// What each tenant has of the memory.
    package internal(set) var shares = TenantShares()
    /// The end of the last record known; every record to come lies behind it.
    package internal(set) var logEnd: LogSequenceNumber
    private var trimmed: LogSequenceNumber
    /// Whether a generation has gone since the log was trimmed: the others only keep it as it is.
    private var mayTrim = true
    private(set) var isDraining = false

    /// Bytes of columns held, whatever their phase.
    package private(set) var byteCount = 0
    /// Bytes of columns in generations that still take rows.
    private var openByteCount = 0

    /// Creates the ledger of a log that ends at `logEnd`.
    ///
    /// - Parameters:
    ///   - policy: when rows are sealed, and how much may wait.
    ///   - commit: when files are committed to their tables.
    ///   - logEnd: every record to come lies behind it.
    ///   - epoch: what the ids of new generations begin with; of this start alone.
    package init(
        policy: FlushPolicy,
        commit: CommitPolicy = CommitPolicy(),
        logEnd: LogSequenceNumber,
        epoch: UInt64
    ) {
        self.policy = policy
        commits = CommitSchedule(policy: commit)
        self.logEnd = logEnd
        self.epoch = epoch
        trimmed = LogSequenceNumber(0)
    }

    /// Whether nothing is on its way any more.
    package var isEmpty: Bool { generations.isEmpty }

    // MARK: Requests

    /// A request of `bytes` begins to decode into the table's open generation.
    package mutating func begin(_ table: TableIdentifier, bytes: Int, now: Duration) -> GenerationID
    {
        shares.began(table.tenant, bytes: bytes)
        if let id = openGenerations[table] {
            generations[id]?.requestsInFlight += 1
            return id
        }
        let id = GenerationID(epoch: epoch, number: openedCount)
        openedCount += 1
        var generation = Generation(id: id, table: table, floor: logEnd, openedAt: now)
        generation.requestsInFlight = 1
        generations[id] = generation
        openGenerations[table] = id
        shares.opened(table, at: now)
        byAge.append(id)
        return id
    }

    /// The generation that takes the table's rows; nil: the next request opens one.
    package func openGeneration(of table: TableIdentifier) -> GenerationID? {
        openGenerations[table]
    }

    /// Seals the table's open generation, so that the next request opens another: its rows are of
    /// another version of the schema.
    package mutating func turnOver(_ table: TableIdentifier) -> [LedgerAction] {
        openGenerations[table].map { close($0) } ?? []
    }

    /// A request ended: its record, if it left one, ends at `end`.
    ///
    /// - Parameters:
    ///   - id: what ``begin(_:bytes:now:)`` answered.
    ///   - bytes: what the request began with.
    ///   - rows: how many rows it added.
    ///   - growth: by how much the generation's memory grew.
    ///   - end: where the request's record ends; nil when there is none.
    /// - Returns: what to do about the generation, or about memory.
    package mutating func ended(
        _ id: GenerationID,
        bytes: Int,
        rows: Int,
        growth: Int,
        end: LogSequenceNumber?
    ) -> [LedgerAction] {
        guard var generation = generations[id] else {
            preconditionFailure("a request ended in a generation that is gone")
        }
        shares.ended(generation.table.tenant, bytes: bytes)
        if let end { logEnd = max(logEnd, end) }
        generation.requestsInFlight -= 1
        generation.rowCount += rows
        generation.byteCount += growth
        byteCount += growth
        shares.grew(generation.table.tenant, by: growth)
        if generation.phase == .open { openByteCount += growth }
        generations[id] = generation
        if generation.phase == .closing { return closeIfQuiet(id) }
        if isDraining || generation.byteCount >= policy.generationBytesMax { return close(id) }
        return relieveMemory()
    }

    // MARK: Sealing

    /// Time passes: what is old enough is sealed or committed, what failed is tried again, the log
    /// is trimmed.
    package mutating func tick(now: Duration) -> [LedgerAction] {
        var actions: [LedgerAction] = []
        while let id = byAge.first {
            guard let generation = generations[id], generation.phase == .open else {
                byAge.removeFirst()
                continue
            }
            guard now - generation.openedAt >= policy.ageMax else { break }
            byAge.removeFirst()
            actions += close(id)
        }
        actions += retryWaiting(now: now)
        actions += startCommits(now: now)
        return actions + trim()
    }

    private mutating func trim() -> [LedgerAction] {
        guard mayTrim || generations.isEmpty else { return [] }
        mayTrim = false
        let needed = generations.values.lazy.map(\.floor).min() ?? logEnd
        guard needed > trimmed else { return [] }
        trimmed = needed
        return [.trim(before: needed)]
    }

    /// Seals all that is open, commits all that is written, and takes nothing more.
    package mutating func drain() -> [LedgerAction] {
        isDraining = true
        commits.drain()
        return openGenerations.values.sorted().flatMap { close($0) } + startCommits(now: .zero)
    }

    /// Seals the largest open generations until half of the memory is free to take more.
    private mutating func relieveMemory() -> [LedgerAction] {
        guard openByteCount > policy.memoryBytesMax / 2 else { return [] }
        let largestFirst = openGenerations.values.compactMap { generations[$0] }
            .sorted { ($0.byteCount, $1.id) > ($1.byteCount, $0.id) }
        var actions: [LedgerAction] = []
        for generation in largestFirst {
            guard openByteCount > policy.memoryBytesMax / 4 else { break }
            actions += close(generation.id)
        }
        return actions
    }

    mutating func close(_ id: GenerationID) -> [LedgerAction] {
        guard let generation = generations[id], generation.phase == .open else { return [] }
        openGenerations[generation.table] = nil
        shares.closed(generation.table)
        openByteCount -= generation.byteCount
        generations[id]?.phase = .closing
        return closeIfQuiet(id)
    }

    private mutating func closeIfQuiet(_ id: GenerationID) -> [LedgerAction] {
        guard let generation = generations[id], generation.requestsInFlight == 0 else { return [] }
        guard generation.rowCount > 0 else {
            // Every event was bad, or every request was refused: there is nothing to write.
            return forget(id)
        }
        if generation.isVoid { return discard(id) }
        generations[id]?.phase = .sealing
        return [.seal(id)]
    }

    // MARK: Writing

    /// The generation's seal is durable, and its record ends at `end`.
    package mutating func sealed(_ id: GenerationID, end: LogSequenceNumber) -> [LedgerAction] {
        move(id, from: .sealing, to: .queued)
        generations[id]?.sealEnd = end
        logEnd = max(logEnd, end)
        if generations[id]?.isVoid == true { return discard(id) }
        queue.append(id)
        return startWrites()
    }

    /// The generation's files are in the lake: its rows are no longer needed in memory.
    ///
    /// - Parameters:
    ///   - id: which generation.
    ///   - fileCount: how many files it became.
    ///   - now: the time.
    /// - Returns: what to write and to commit next.
    package mutating func written(
        _ id: GenerationID,
        fileCount: Int,
        now: Duration
    ) -> [LedgerAction] {
        move(id, from: .writing, to: .written)
        endWrite(of: id)
        giveBackMemory(of: id)
        if generations[id]?.isVoid == true { return discard(id) + startWrites() }
        return schedule(id, fileCount: fileCount, now: now) + startWrites()
    }

    mutating func giveBackMemory(of id: GenerationID) {
        guard let generation = generations[id] else { return }
        byteCount -= generation.byteCount
        shares.grew(generation.table.tenant, by: -generation.byteCount)
        generations[id]?.byteCount = 0
    }

    /// The store failed; the generation is tried again after a pause that doubles each time.
    ///
    /// - Parameters:
    ///   - id: which generation.
    ///   - now: the time.
    ///   - jitter: a random number in 0..<1, so that many writers do not return at once.
    /// - Returns: what to do meanwhile.
    package mutating func writeFailed(
        _ id: GenerationID,
        now: Duration,
        jitter: Double
    ) -> [LedgerAction] {
        guard var generation = generations[id], generation.phase == .writing else {
            preconditionFailure("a write failed that nobody started")
        }
        if generation.isVoid {
            endWrite(of: id)
            return discard(id) + startWrites()
        }
        let pause = RetryPause.after(failures: generation.failedAttempts, jitter: jitter)
        generation.failedAttempts += 1
        generation.phase = .waiting(until: now + pause)
        generations[id] = generation
        waiting.insert(id)
        endWrite(of: id)
        return startWrites()
    }

    mutating func startWrites() -> [LedgerAction] {
        var actions: [LedgerAction] = []
        while let id = queue.first, hasRoomToWrite(id) {
            queue.removeFirst()
            move(id, from: .queued, to: .writing)
            writesInFlight += 1
            writingByteCount += generations[id]?.byteCount ?? 0
            actions.append(.write(id))
        }
        return actions
    }

    /// Whether a generation's write may begin beside those under way.
    ///
    /// Rows that must be sorted are copied while they are written: all copies together may take a
    /// quarter of the memory for rows on top of it, and one alone always may.
    private func hasRoomToWrite(_ id: GenerationID) -> Bool {
        guard writesInFlight > 0 else { return true }
        let bytes = writingByteCount + (generations[id]?.byteCount ?? 0)
        return writesInFlight < policy.writesMax && bytes <= policy.memoryBytesMax / 4
    }

    private mutating func endWrite(of id: GenerationID) {
        writesInFlight -= 1
        writingByteCount -= generations[id]?.byteCount ?? 0
    }

    private mutating func retryWaiting(now: Duration) -> [LedgerAction] {
        guard !waiting.isEmpty else { return [] }
        for id in waiting.sorted() {
            guard case .waiting(let until)? = generations[id]?.phase, until <= now else { continue }
            generations[id]?.phase = .queued
            waiting.remove(id)
            queue.append(id)
        }
        return startWrites()
    }

    mutating func move(
        _ id: GenerationID,
        from: Generation.Phase,
        to: Generation.Phase
    ) {
        guard generations[id]?.phase == from else {
            preconditionFailure("generation \(id) is not \(from)")
        }
        generations[id]?.phase = to
    }

    mutating func forget(_ id: GenerationID) -> [LedgerAction] {
        if let generation = generations.removeValue(forKey: id) {
            byteCount -= generation.byteCount
            shares.grew(generation.table.tenant, by: -generation.byteCount)
        }
        mayTrim = true
        return [.release(id)]
    }

    // MARK: Replay

    /// A generation found in the log at a start, with rows and without a commit.
    ///
    /// It takes no more rows. A log that was copied may be gone on with twice; what its records
    /// say of a generation is then all that either has of it, and both write the same file.
    ///
    /// - Parameters:
    ///   - generation: its id, table, floor and contents.
    ///   - fileCount: how many files it became, where the log says that they are in the lake.
    ///   - now: the time.
    /// - Returns: what to do with it.
    package mutating func restore(
        _ generation: Generation,
        fileCount: Int? = nil,
        now: Duration = .zero
    ) -> [LedgerAction] {
        precondition(generation.requestsInFlight == 0 && generations[generation.id] == nil)
        generations[generation.id] = generation
        generations[generation.id]?.isRestored = true
        byteCount += generation.byteCount
        shares.grew(generation.table.tenant, by: generation.byteCount)
        if let fileCount {
            generations[generation.id]?.phase = .written
            return schedule(generation.id, fileCount: fileCount, now: now)
        }
        guard generation.wasSealed else {
            generations[generation.id]?.phase = .closing
            return closeIfQuiet(generation.id)
        }
        generations[generation.id]?.phase = .queued
        queue.append(generation.id)
        return startWrites()
    }
}

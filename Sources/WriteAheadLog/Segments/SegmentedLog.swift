public import ByteCoding

/// The embedded log without its thread: appends wait until ``flush()`` is called.
///
/// What ``WAL`` drives from a thread of its own, a simulation drives step by step: nothing happens
/// between calls, so one seed gives one history. Made by ``LogRecovery``.
public struct SegmentedLog: ~Copyable, Sendable {
    /// The random number that the log was given when it was made; it survives restarts.
    public let identity: UInt64
    package var commit: GroupCommit
    package var store: SegmentStore

    init(identity: UInt64, commit: GroupCommit, store: consuming SegmentStore) {
        self.identity = identity
        self.commit = commit
        self.store = store
    }

    /// Hands the files to whoever drives them from now on.
    consuming func takeStore() -> SegmentStore { store }

    /// Where the next record will begin.
    public var appended: LogSequenceNumber { commit.appended }
    /// All before it survives a power failure.
    public var durable: LogSequenceNumber { commit.durable }
    /// Where the oldest kept record begins.
    public var oldest: LogSequenceNumber { commit.oldest }
    /// Bytes from the oldest kept record to the newest.
    public var retainedBytes: UInt64 { commit.retainedBytes }

    /// Gives the record its place, as ``EventLog/append(kind:header:body:)`` does.
    public mutating func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    ) throws(WALError) -> Range<LogSequenceNumber> {
        try commit.append(kind: kind, header: header, body: body)
    }

    /// Writes and syncs all that waits, forgets what was trimmed, and makes spares ready.
    ///
    /// - Returns: the position that all before is durable.
    /// - Throws: `.poisoned` after a failed write or sync. Finding no room is no failure: appends
    ///   throw `.full` then.
    @discardableResult
    public mutating func flush() throws(WALError) -> LogSequenceNumber {
        commit.lookForRoomAgain()
        while try step() {}
        return commit.durable
    }

    /// Does one thing that waits to be done: a group, a step of a spare, a segment to forget.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func step() throws(WALError) -> Bool {
        let action = commit.next()
        switch action {
        case .write, .prepare, .forget, .finish:
            let outcome = store.perform(action)
            commit.apply(outcome)
        case .wait: return false
        case .stop: break
        }
        if let failure = commit.failure { throw failure }
        return !commit.isClosed
    }

    /// Allows the log to forget all segments that end at or before `position`; done by the next
    /// flush.
    public mutating func trim(before position: LogSequenceNumber) throws(WALError) {
        try commit.trim(before: position)
    }

    /// Writes what waits, marks the end, and lets go of the files and the directory.
    ///
    /// - Throws: `.poisoned` when what waits could not be written; the files are let go of anyway.
    public mutating func close() throws(WALError) {
        commit.close()
        while commit.failure == nil, !commit.isClosed { _ = try? step() }
        store.close()
        if let failure = commit.failure { throw failure }
    }
}

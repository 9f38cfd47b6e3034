public import ByteCoding

/// The embedded log: segments in a directory of the local disk, written by one thread.
///
/// Appends from many tasks are given their places under a short lock, written together, and made
/// durable by one sync, which lets all their tasks go on. Cooperative threads never block.
///
///     let disk = try DirectoryDisk(path: "/var/lib/lakewriter/log")
///     var recovery = try LogRecovery(disk: disk, using: &generator)
///     while let record = try recovery.next() { replay(record) }
///     let log = try WAL(recovery.finish())
///
///     let range = try log.append(kind: 1, header: [], body: body)
///     try await log.waitUntilDurable(range.upperBound)
///
/// After a failed write or sync the log is poisoned: it never writes again, and says so to all who
/// append or wait. Close a log before letting go of it; one that is let go of without finishes
/// what waits and closes by itself, some time later.
public final class WAL: EventLog {
    /// The random number that the log was given when it was made; it survives restarts.
    public let identity: UInt64
    let writer: LogWriter

    /// Starts the thread of a log that was read back.
    ///
    /// - Throws: `.unusable` when the system has no thread for it.
    public init(_ log: consuming SegmentedLog) throws(WALError) {
        identity = log.identity
        writer = LogWriter(commit: log.commit, store: log.takeStore())
        try writer.start()
    }

    deinit {
        writer.withState { $0.commit.close() }
    }

    /// Gives the record its place; it is copied by the log's thread, from `body` itself.
    public func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    ) throws(WALError) -> Range<LogSequenceNumber> {
        try writer.withState { (state) throws(WALError) in
            try state.commit.append(kind: kind, header: header, body: body)
        }
    }

    /// Returns when the sync that covers `position` has returned.
    ///
    /// What became durable stays so: the wait for it returns even when the log is closed or
    /// poisoned. A cancelled task stops waiting; its record takes its way.
    public func waitUntilDurable(_ position: LogSequenceNumber) async throws(WALError) {
        try await wait(for: .durable(position))
    }

    /// Forgets whole segments that end at or before `position`, and at most what is durable.
    public func trim(before position: LogSequenceNumber) async throws(WALError) {
        try writer.withState { (state) throws(WALError) in
            try state.commit.trim(before: position)
        }
        try await wait(for: .trimmed)
    }

    /// Bytes from the oldest kept record to the newest.
    public var retainedBytes: UInt64 {
        writer.withState { $0.commit.retainedBytes }
    }

    /// Where the log stands now.
    public var status: WALStatus {
        writer.withState { WALStatus($0.commit) }
    }

    /// Writes and syncs what waits, marks the end, and lets go of the files and the directory.
    ///
    /// - Throws: `.poisoned` when an earlier write or sync failed. A second call does nothing.
    public func close() async throws(WALError) {
        writer.withState { $0.commit.close() }
        try await wait(for: .closed)
    }
}

public import ByteCoding

/// A durable, ordered log of records: what makes an acknowledged event survive.
///
/// The embedded implementation is ``WAL``, segments on a local disk; a Kafka topic can be another.
/// A record is a kind, a small header and a body, all opaque to the log.
public protocol EventLog: Sendable {
    /// Gives the record its place behind all others.
    ///
    /// Returns at once; the record is safe only when ``waitUntilDurable(_:)`` has returned for the
    /// end of the range that this returns.
    ///
    /// The log keeps a reference to `body` until it is written: it must not change any more.
    /// A record whose body is nil is bookkeeping (a seal, a checkpoint): it may use a reserve that
    /// others may not, because a full log is emptied only by writing down what may be forgotten.
    ///
    /// - Returns: where the record begins, and where it ends and the next one will begin.
    /// - Throws: `.backlogged` when too much waits to be written, `.full` when the disk or the
    ///   log's own limit has no room, `.tooLarge` when no log could take it, `.poisoned` after a
    ///   failed write or sync, `.closed`.
    func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    )
        throws(WALError) -> Range<LogSequenceNumber>

    /// Returns when everything before `position` survives a power failure.
    ///
    /// - Throws: `.poisoned` when a write or sync failed: the records may or may not survive.
    ///   `.cancelled` when the waiting task was cancelled; `.closed`.
    func waitUntilDurable(_ position: LogSequenceNumber) async throws(WALError)

    /// Forgets the records that end at or before `position`; the log may keep some of them.
    ///
    /// - Throws: `.poisoned` when the directory could not be changed; `.closed`.
    func trim(before position: LogSequenceNumber) async throws(WALError)

    /// Bytes from the oldest kept record to the newest.
    var retainedBytes: UInt64 { get }

    /// Writes out what waits, and lets go of the files.
    ///
    /// Appending afterwards throws `.closed`.
    func close() async throws(WALError)
}

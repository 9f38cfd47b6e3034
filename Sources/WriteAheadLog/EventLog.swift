public import ByteCoding

/// A durable, ordered log of records: what makes an acknowledged event survive.
///
/// The embedded implementation is ``WAL``, segments on a local disk; a Kafka topic can be another.
/// A record is a kind, a small header and a body, all opaque to the log.
public protocol EventLog: Sendable {
    /// Gives the record its place behind all others. Returns at once; the record is safe only when
    /// ``waitUntilDurable(_:)`` has returned for the position that this returns.
    ///
    /// - Returns: where the record begins and where it ends.
    /// - Throws: `.backlogged` when too much waits to be written, `.full` when the disk or the
    ///   log's own limit has no room, `.poisoned` after a failed write or sync.
    func append(
        kind: UInt8,
        header: [UInt8],
        body: PaddedBytes?
    )
        throws(WALError) -> Range<LogSequenceNumber>

    /// Returns when everything before `position` survives a power failure.
    ///
    /// - Throws: `.poisoned` when a write or sync failed: the records may or may not survive.
    func waitUntilDurable(_ position: LogSequenceNumber) async throws(WALError)

    /// Forgets the records that end at or before `position`; the log may keep some of them.
    func trim(before position: LogSequenceNumber) async throws(WALError)

    /// Bytes from the oldest kept record to the newest.
    var retainedBytes: UInt64 { get }

    /// Writes out what waits, and lets go of the files. Appending afterwards throws `.closed`.
    func close() async throws(WALError)
}

/// Where a log stands: for its metrics and its status page.
public struct WALStatus: Sendable, Hashable {
    /// Where the oldest kept record begins.
    public let oldest: LogSequenceNumber
    /// All before it survives a power failure.
    public let durable: LogSequenceNumber
    /// Where the next record will begin.
    public let appended: LogSequenceNumber
    /// Bytes that wait to be written.
    public let backlogBytes: Int
    /// Segments on disk.
    public let segmentCount: Int
    /// Files that are ready to become segments.
    public let spareCount: Int
    /// Groups written since the log was opened: as many writes, and as many syncs.
    public let groupCount: Int
    /// Why no further segment can be made; nil while there is room.
    public let roomFailure: String?

    init(_ commit: GroupCommit) {
        oldest = commit.oldest
        durable = commit.durable
        appended = commit.appended
        backlogBytes = commit.backlogBytes
        segmentCount = commit.segments.count
        spareCount = commit.spares
        groupCount = commit.groupsWritten
        roomFailure = commit.roomFailure
    }
}

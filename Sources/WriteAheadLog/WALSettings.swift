/// How the embedded log uses its disk and memory: values with defaults that suit a server.
///
///     var settings = WALSettings()
///     settings.segmentByteCount = 16 << 20
///     settings.retainedBytesMax = 2 << 30
public struct WALSettings: Sendable, Hashable {
    /// The size of a segment file, rounded up to whole blocks.
    ///
    /// Default 64 MiB: a directory sync per segment is then a few in ten thousand of the group
    /// syncs, and replay holds one segment in memory.
    public var segmentByteCount = 64 << 20

    /// The most bytes that may wait to be written before appends throw `.backlogged`.
    ///
    /// Default 32 MiB: some tens of milliseconds of a disk's work. A single larger record is taken
    /// when nothing else waits.
    public var backlogBytesMax = 32 << 20

    /// The most bytes that one write and one sync cover.
    ///
    /// Default 4 MiB: beyond it the disk's throughput no longer grows, and the wait for the sync
    /// does. A larger record is a group of its own.
    public var groupBytesMax = 4 << 20

    /// The largest record, with its frame and header.
    ///
    /// Default 256 MiB.
    public var recordBytesMax = 256 << 20

    /// The most bytes from the oldest record to the newest before appends throw `.full`.
    ///
    /// Default 16 GiB: hours of a lake that cannot be reached.
    public var retainedBytesMax: UInt64 = 16 << 30

    /// The room that only records without a body may use once the log is full, so that the seals
    /// and checkpoints that empty it still find a place.
    ///
    /// Default 1 MiB; at most a quarter of a segment.
    public var bookkeepingReserveBytes = 1 << 20

    /// The most forgotten segments that are kept for reuse instead of being deleted.
    ///
    /// Default 4: an overwritten block costs the file system no journal entry, and trims come in
    /// bursts.
    public var spareSegmentsMax = 4

    /// How often a log that found no room on its disk looks again.
    ///
    /// Default 250 ms.
    public var roomRetryInterval: Duration = .milliseconds(250)

    /// Creates the defaults.
    public init() {}

    /// The size of a segment file, in whole blocks.
    package var segmentFileByteCount: Int {
        max(Block.roundUp(segmentByteCount), SegmentHeader.byteCount + 2 * Block.byteCount)
    }

    /// The room for frames in a segment file of the ordinary size.
    package var segmentCapacity: Int { segmentFileByteCount - SegmentHeader.byteCount }

    /// The reserve, bounded by what a small segment can spare.
    package var reserve: Int { max(0, min(bookkeepingReserveBytes, segmentCapacity / 4)) }

    /// How many segments are made ready ahead: as many as a whole backlog may fill, so that a
    /// record is accepted only when its place on the disk exists.
    package var sparesAhead: Int {
        max(1, (backlogBytesMax + segmentCapacity - 1) / segmentCapacity)
    }
}

/// Decides where each record goes, which records share a sync, and what the writer does next.
///
/// A value without clock, lock, thread or file. Appenders and the writer feed it events; the
/// writer asks ``next()`` what to do and reports how it went, so every interleaving and every
/// failure can be tested without a disk.
///
/// What always holds:
/// - `oldest <= durable <= appended`, and none of them ever moves back.
/// - One action is under way at a time. A group is therefore written only after the group before
///   it was synced: that is what the group field of a ``Frame`` states on disk.
/// - A record is accepted only when its place exists: in the tail segment, or in a spare file that
///   is ready. Running out of disk space can refuse a record, and never strands an accepted one.
/// - After a failed write or sync nothing is written, ever.
package struct GroupCommit: Sendable {
    /// What the writer does next.
    package enum Action: Sendable {
        /// Write and sync the group, then report ``GroupCommit/wrote()``.
        case write(CommitGroup)
        /// Do a step of making a spare for `capacity` bytes of frames, in the place of one that
        /// turned out too small, then report ``GroupCommit/prepared()``,
        /// ``GroupCommit/preparing()`` or ``GroupCommit/foundNoRoom(_:)``.
        case prepare(capacity: Int, replacing: Int?)
        /// Let go of the oldest segment, as a spare or for good, then report
        /// ``GroupCommit/forgot(recycled:)``.
        case forget(SegmentExtent, recycle: Bool)
        /// Nothing until the next event.
        ///
        /// While no room was found, look again from time to time with
        /// ``GroupCommit/lookForRoomAgain()``.
        case wait(forRoom: Bool)
        /// All is written: let go of the files, then report ``GroupCommit/finished()``.
        case finish
        /// Nothing more, ever.
        case stop
    }

    enum Phase: Sendable {
        case open
        case closing
        case closed
        case poisoned(message: String)
    }

    /// What the writer is at, so that a wrong report traps.
    enum Work: Sendable, Hashable {
        case none
        case writing
        case preparing
        case forgetting
        case finishing
    }

    let settings: WALSettings
    var phase: Phase = .open
    var work: Work = .none

    /// Where the next record will begin.
    package internal(set) var appended: LogSequenceNumber
    /// All before it survives a power failure.
    package internal(set) var durable: LogSequenceNumber
    /// The segments on disk, oldest first; the last is the one being written.
    package internal(set) var segments: [SegmentExtent]
    /// Where all before may be forgotten.
    var trimTarget: LogSequenceNumber

    /// The segment that the next record goes to if it fits; it may still be a spare on disk.
    var tail: SegmentExtent
    /// Groups that wait, the first being written while ``work`` says so.
    var groups: [CommitGroup] = []
    /// Bytes of all groups that wait.
    package internal(set) var backlogBytes = 0
    /// Whether the log on disk ends with a mark.
    var endsWithMark: Bool

    /// Spares of the ordinary size that are ready and not yet promised to a group.
    package internal(set) var spares: Int
    /// The room of a ready spare of a larger size.
    var largeSpare: Int?
    /// The room of the larger spare that a refused record asked for.
    var largeWanted: Int?
    /// The room of the spare that is being made.
    var preparation: Int?
    /// Whether a step of preparation comes before the next write: they take turns.
    var isPreparationDue = true
    /// Why the last preparation failed for want of room; nil when it did not.
    var roomFailure: String?

    /// Counts since the log was opened.
    package internal(set) var groupsWritten = 0

    /// Creates the state of a log that was just read back.
    ///
    /// - Parameters:
    ///   - settings: the log's limits.
    ///   - segments: what lies on disk, oldest first; never empty.
    ///   - end: where the last intact record ends.
    ///   - spares: how many spares of the ordinary size are ready.
    ///   - endsWithMark: whether the last frame is a mark.
    package init(
        settings: WALSettings,
        segments: [SegmentExtent],
        end: LogSequenceNumber,
        spares: Int,
        endsWithMark: Bool
    ) {
        guard let oldest = segments.first, let last = segments.last else {
            preconditionFailure("a log has a segment")
        }
        precondition(last.first <= end && last.room(behind: end) >= 0, "the end lies in the tail")
        self.settings = settings
        self.segments = segments
        self.spares = spares
        self.endsWithMark = endsWithMark
        appended = end
        durable = end
        tail = last
        trimTarget = oldest.first
    }

    /// Bytes from the oldest kept record to the newest.
    package var retainedBytes: UInt64 { appended.rawValue - oldest.rawValue }

    /// Where the oldest kept record begins.
    package var oldest: LogSequenceNumber { segments[0].first }
}

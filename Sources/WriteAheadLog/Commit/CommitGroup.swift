/// Records that are written together and share one sync.
///
/// All lie in one segment.
package struct CommitGroup: Sendable {
    /// Where the first record begins.
    package let begin: LogSequenceNumber
    /// Where the last record ends.
    package private(set) var end: LogSequenceNumber
    /// The room of the segment that begins with this group; nil when the group continues one.
    package let openedCapacity: Int?
    /// The records, in log order.
    package private(set) var records: [PendingRecord] = []

    /// Bytes of the group in the log.
    package var byteCount: Int { begin.distance(to: end) }

    /// Whether the group is a mark, and no record.
    package var isMark: Bool { records.last?.purpose == .mark }

    /// Creates an empty group.
    package init(begin: LogSequenceNumber, openedCapacity: Int?) {
        self.begin = begin
        end = begin
        self.openedCapacity = openedCapacity
    }

    /// Takes in the next record.
    package mutating func append(_ record: PendingRecord, byteCount: Int) {
        precondition(record.position == end, "records arrive in log order")
        records.append(record)
        end = end.advanced(by: byteCount)
    }
}

/// Where a segment lies in the log and how much it holds.
package struct SegmentExtent: Sendable, Hashable {
    /// Where the segment begins.
    package let first: LogSequenceNumber
    /// The bytes of frames that it has room for.
    package let capacity: Int

    /// The bytes that fit behind `position`.
    package func room(behind position: LogSequenceNumber) -> Int {
        capacity - first.distance(to: position)
    }

    /// Creates an extent.
    package init(first: LogSequenceNumber, capacity: Int) {
        self.first = first
        self.capacity = capacity
    }
}

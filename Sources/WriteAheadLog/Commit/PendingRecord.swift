package import ByteCoding

/// A record that has its place in the log and waits to be written there.
package struct PendingRecord: Sendable {
    /// Where the record begins.
    package var position: LogSequenceNumber
    /// What the record is there for.
    package var purpose: Frame.Purpose
    /// The appender's kind.
    package var kind: UInt8
    /// The appender's header.
    package var header: [UInt8]
    /// The appender's body, which nobody changes any more.
    package var body: PaddedBytes?

    /// The frame that it becomes when it is written with the group that begins at `group`.
    package func frame(in group: LogSequenceNumber) -> Frame {
        Frame(
            position: position,
            group: group,
            purpose: purpose,
            kind: kind,
            headerCount: header.count,
            bodyCount: body?.count ?? 0
        )
    }
}

/// A record as it was read back from the log.
///
/// Its header and body are slices of their segment's bytes and keep those in memory: copy what
/// shall outlive the replay.
public struct LogRecord: Sendable {
    /// Where the record begins and ends in the log.
    public let range: Range<LogSequenceNumber>
    /// What the record is, as the appender said.
    public let kind: UInt8
    /// The appender's header.
    public let header: ArraySlice<UInt8>
    /// The appender's body; empty when it gave none.
    public let body: ArraySlice<UInt8>
}

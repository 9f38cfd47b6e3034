/// A stretch of a segment file, as ``SegmentInspector`` found it.
public struct SegmentEntry: Sendable, Hashable, CustomStringConvertible {
    /// What lies in the stretch.
    public enum Content: Sendable, Hashable {
        /// An intact record: its kind and the bytes of its header and body.
        case record(kind: UInt8, headerByteCount: Int, bodyByteCount: Int)
        /// An intact mark: all before it was durable.
        case mark
        /// Bytes that are no intact frame, with intact frames behind them.
        ///
        /// When one of those belongs to a later group, the stretch was once durable: it is damage,
        /// not a torn end.
        case broken(reason: String, wasDurable: Bool)
        /// Zeros up to the file's end.
        case unwritten
        /// No intact frame up to the file's end: a torn group, or an older segment's remains.
        case remains(reason: String)
    }

    /// Where the stretch begins in the file.
    public let offset: Int
    /// The bytes of the stretch.
    public let byteCount: Int
    /// Where the stretch begins in the log.
    public let position: LogSequenceNumber
    /// Where the group begins that the frame was synced with; nil where there is no frame.
    public let group: LogSequenceNumber?
    /// What lies in the stretch.
    public let content: Content

    /// A line for people: offset, position, size, what it is.
    public var description: String {
        let place = "\(offset)\tposition \(position)\t\(byteCount) bytes\t"
        let sync = group.map { "\tgroup \($0)\tchecksum ok" } ?? ""
        return place + text + sync
    }

    private var text: String {
        switch content {
        case .record(let kind, let header, let body): "record kind \(kind)\t\(header)+\(body)"
        case .mark: "mark"
        case .broken(let reason, true): "DAMAGED, once durable: \(reason)"
        case .broken(let reason, false): "torn: \(reason)"
        case .unwritten: "unwritten"
        case .remains(let reason): "no frames up to the end: \(reason)"
        }
    }
}

/// Lists what lies in a segment file, however damaged: for people who look at a log.
///
/// It takes the file's bytes and changes nothing. It sees one segment alone: that frames reach up
/// to the next segment's begin is for ``LogRecovery`` to check.
public struct SegmentInspector: Sendable {
    /// The log's identity; nil when the header cannot be read.
    public let identity: UInt64?
    /// Where the segment begins in the log; nil when the header cannot be read.
    public let first: LogSequenceNumber?
    /// Why the header cannot be read, and with it no frame checked; nil when it can.
    public let headerDefect: String?
    /// Bytes of the file.
    public let byteCount: Int
    /// What follows the header, in order and without gaps.
    public let entries: [SegmentEntry]

    /// Whether anything in the segment is broken in a way that no crash explains.
    public var isDamaged: Bool {
        headerDefect != nil
            || entries.contains { entry in
                if case .broken(_, wasDurable: true) = entry.content { true } else { false }
            }
    }

    /// Inspects a whole segment file.
    public init(bytes: [UInt8]) {
        byteCount = bytes.count
        do throws(SegmentDefect) {
            let header = try SegmentHeader.read(from: bytes)
            identity = header.identity
            first = header.first
            headerDefect = nil
            entries = Self.entries(of: FrameScanner(bytes: bytes, header: header))
        } catch {
            identity = nil
            first = nil
            headerDefect = error.description
            entries = []
        }
    }

    /// The listing, a line for the header and one for each entry.
    public var lines: [String] {
        var lines: [String] = []
        if let identity, let first {
            let hex = String(identity, radix: 16)
            lines.append(
                "segment of log \(hex), version \(SegmentHeader.version), from position \(first), "
                    + "\(byteCount) bytes"
            )
        }
        if let headerDefect {
            lines.append("DAMAGED header of \(byteCount) bytes: \(headerDefect)")
        }
        return lines + entries.map(\.description)
    }

    private static func entries(of start: FrameScanner) -> [SegmentEntry] {
        var scanner = start
        var entries: [SegmentEntry] = []
        while scanner.offset < scanner.bytes.count {
            let before = scanner
            do throws(FrameDefect) {
                let frame = try scanner.next()
                entries.append(Self.entry(frame, at: before.offset))
            } catch {
                entries.append(skip(error, in: &scanner))
            }
        }
        return entries
    }

    private static func entry(_ frame: Frame, at offset: Int) -> SegmentEntry {
        SegmentEntry(
            offset: offset,
            byteCount: frame.paddedCount,
            position: frame.position,
            group: frame.group,
            content: frame.purpose == .mark
                ? .mark
                : .record(
                    kind: frame.kind,
                    headerByteCount: frame.headerCount,
                    bodyByteCount: frame.bodyCount
                )
        )
    }

    /// Steps to the next intact frame, or to the end, and says what was stepped over.
    private static func skip(_ defect: FrameDefect, in scanner: inout FrameScanner) -> SegmentEntry
    {
        let before = scanner
        let isFollowedByBytes = scanner.isFollowedByBytes
        let next = scanner.skipToIntactFrame()
        let content: SegmentEntry.Content
        if next != nil {
            let wasDurable = scanner.proof(thatDurable: before.position) != nil
            content = .broken(reason: defect.description, wasDurable: wasDurable)
        } else {
            scanner.skipToEnd()
            content = isFollowedByBytes ? .remains(reason: defect.description) : .unwritten
        }
        return SegmentEntry(
            offset: before.offset,
            byteCount: scanner.offset - before.offset,
            position: before.position,
            group: nil,
            content: content
        )
    }
}

import WriteAheadLog

/// What `inspect --json` prints of a log segment.
struct SegmentReport: Encodable {
    private struct Entry: Encodable {
        let offset: Int
        let byteCount: Int
        let position: UInt64
        let content: String
    }

    private let kind = "segment"
    private let log: String?
    private let position: UInt64?
    private let byteCount: Int
    private let isDamaged: Bool
    private let entries: [Entry]

    init(_ segment: SegmentInspector) {
        log = segment.identity.map { String($0, radix: 16) }
        position = segment.first?.rawValue
        byteCount = segment.byteCount
        isDamaged = segment.isDamaged
        entries = segment.entries.map { entry in
            Entry(
                offset: entry.offset,
                byteCount: entry.byteCount,
                position: entry.position.rawValue,
                content: "\(entry)"
            )
        }
    }
}

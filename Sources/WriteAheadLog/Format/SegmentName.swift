/// The names of the files in a log's directory.
///
/// A segment is named by its first position, a spare by a number that means nothing.
package enum SegmentName: Sendable, Hashable {
    /// A segment that begins at the position.
    case segment(LogSequenceNumber)
    /// A file that is ready to become a segment.
    case spare(UInt64)
    /// A file that was to become a spare: of no use after a restart.
    case unfinished(UInt64)

    /// Sixteen hexadecimal digits hold every position, and sort as the positions do.
    private static let digits = 16

    /// Reads a name; nil when the file is none of the log's.
    package init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == Self.digits,
            parts[0].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let number = UInt64(parts[0], radix: 16)
        else { return nil }
        switch parts[1] {
        case "wal": self = .segment(LogSequenceNumber(number))
        case "spare": self = .spare(number)
        case "new": self = .unfinished(number)
        default: return nil
        }
    }

    /// The file's name.
    package var fileName: String {
        switch self {
        case .segment(let first): Self.pad(first.rawValue) + ".wal"
        case .spare(let number): Self.pad(number) + ".spare"
        case .unfinished(let number): Self.pad(number) + ".new"
        }
    }

    private static func pad(_ number: UInt64) -> String {
        let hex = String(number, radix: 16)
        return String(repeating: "0", count: digits - hex.utf8.count) + hex
    }
}

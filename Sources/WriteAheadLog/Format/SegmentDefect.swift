/// Why a file cannot be read as a segment.
package enum SegmentDefect: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is shorter than its header, or than the header says.
    case truncated
    /// The file begins with other bytes.
    case notASegment
    /// The header does not match its checksum.
    case checksum
    /// The header is intact and of a version that this program does not know.
    case version(UInt32)

    /// The reason, for messages.
    package var description: String {
        switch self {
        case .truncated: "the file is shorter than its header says"
        case .notASegment: "the file does not begin as a segment does"
        case .checksum: "the segment's header fails its checksum"
        case .version(let version): "the segment has format version \(version), not 1"
        }
    }
}

/// Why the bytes at a place in a segment are not a frame of this log at this position.
package enum FrameDefect: Error, Sendable, Hashable, CustomStringConvertible {
    /// Zeros: nothing was written here.
    case absent
    /// The fields are no frame's, or name another position: an older segment's remains, or damage.
    case misplaced
    /// The frame would run past the segment's end.
    case overlong
    /// The bytes do not match their checksum.
    case checksum

    /// The reason, for messages.
    package var description: String {
        switch self {
        case .absent: "nothing is written there"
        case .misplaced: "what is written there is no frame of this position"
        case .overlong: "the frame there runs past the segment's end"
        case .checksum: "the frame there fails its checksum"
        }
    }
}

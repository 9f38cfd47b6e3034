/// A file that is ready, or being made ready, to become a segment.
struct SpareFile: Sendable {
    /// The number in its name.
    let number: UInt64
    /// The file, open for writing.
    let file: any LogFile
    /// How much of it zeros were written over.
    var zeroed = 0

    /// The room for frames.
    var capacity: Int { file.byteCount - SegmentHeader.byteCount }
}

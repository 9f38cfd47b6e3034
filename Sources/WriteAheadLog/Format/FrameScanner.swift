import ByteCoding

/// Goes through the frames of one segment's bytes, and finds what lies behind damage.
package struct FrameScanner: Sendable {
    /// The segment's bytes.
    package let bytes: [UInt8]
    /// The segment's header.
    package let header: SegmentHeader
    /// Where in the file the next frame is expected.
    package private(set) var offset: Int
    private let seed: CRC32C

    /// Where in the log the next frame is expected.
    package var position: LogSequenceNumber { position(at: offset) }

    /// Creates a scanner before the first frame.
    package init(bytes: [UInt8], header: SegmentHeader) {
        self.bytes = bytes
        self.header = header
        seed = header.seed
        offset = SegmentHeader.byteCount
    }

    /// Reads the frame at ``offset`` and steps behind it; after a throw it stays where it was.
    package mutating func next() throws(FrameDefect) -> Frame {
        let frame = try Frame.read(from: bytes, at: offset, position: position, seed: seed)
        offset += frame.paddedCount
        return frame
    }

    /// The appender's header and body of a frame that was just read.
    package func content(
        of frame: Frame
    ) -> (header: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        let begin = SegmentHeader.byteCount + header.first.distance(to: frame.position)
        let headerBegin = begin + Frame.fixedByteCount
        let bodyBegin = headerBegin + frame.headerCount
        return (bytes[headerBegin..<bodyBegin], bytes[bodyBegin..<(bodyBegin + frame.bodyCount)])
    }

    /// Steps to the first intact frame behind ``offset``, and returns it without stepping over it.
    ///
    /// A frame names its own position, so eight bytes decide almost every place that is tried.
    package mutating func skipToIntactFrame() -> Frame? {
        var candidate = offset + Frame.alignment
        while let found = firstPlace(from: candidate) {
            let position = position(at: found)
            if let frame = try? Frame.read(from: bytes, at: found, position: position, seed: seed) {
                offset = found
                return frame
            }
            candidate = found + Frame.alignment
        }
        return nil
    }

    /// An intact frame at or behind ``offset`` whose group was begun after `position`: it was
    /// written when all up to `position` was durable.
    package func proof(thatDurable position: LogSequenceNumber) -> Frame? {
        var search = self
        if let frame = try? search.next(), frame.group > position { return frame }
        search = self
        while let frame = search.skipToIntactFrame() {
            if frame.group > position { return frame }
        }
        return nil
    }

    /// Steps to the end of the segment.
    package mutating func skipToEnd() {
        offset = bytes.count
    }

    /// Whether any byte from ``offset`` on is not zero.
    package var isFollowedByBytes: Bool {
        unsafe bytes.withUnsafeBytes { memory in
            var place = offset
            while place + 8 <= memory.count {
                if unsafe memory.loadUnaligned(fromByteOffset: place, as: UInt64.self) != 0 {
                    return true
                }
                place += 8
            }
            return unsafe memory[place...].contains { $0 != 0 }
        }
    }

    /// The next place whose eight position bytes are right.
    private func firstPlace(from start: Int) -> Int? {
        let base = header.first.rawValue &- UInt64(SegmentHeader.byteCount)
        return unsafe bytes.withUnsafeBytes { memory in
            var place = start
            while place + Frame.fixedByteCount <= memory.count {
                let stored = unsafe memory.loadUnaligned(
                    fromByteOffset: place + 8,
                    as: UInt64.self
                )
                if UInt64(littleEndian: stored) == base &+ UInt64(place) { return place }
                place += Frame.alignment
            }
            return nil
        }
    }

    private func position(at offset: Int) -> LogSequenceNumber {
        header.first.advanced(by: offset - SegmentHeader.byteCount)
    }
}

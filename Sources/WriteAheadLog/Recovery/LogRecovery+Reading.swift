extension LogRecovery {
    /// Opens a segment for writing, which makes durable what an earlier process left.
    static func open(
        _ first: LogSequenceNumber,
        on disk: any LogDisk
    ) throws(WALError) -> any LogFile {
        do throws(LogDiskError) {
            return try disk.open(SegmentName.segment(first).fileName)
        } catch {
            throw error.onOpening
        }
    }

    /// All bytes of a segment.
    static func contents(
        of first: LogSequenceNumber,
        on disk: any LogDisk
    ) throws(WALError) -> [UInt8] {
        do throws(LogDiskError) {
            return try disk.contents(of: SegmentName.segment(first).fileName)
        } catch {
            throw error.onOpening
        }
    }

    /// The header of a segment, which must be of this log and begin where its name says.
    static func header(
        of bytes: [UInt8],
        first: LogSequenceNumber,
        log: (identity: UInt64, salt: UInt64)?
    ) throws(WALError) -> SegmentHeader {
        let name = SegmentName.segment(first).fileName
        let header: SegmentHeader
        do throws(SegmentDefect) {
            header = try SegmentHeader.read(from: bytes)
        } catch {
            throw WALError.corruptedSegment(name, error.description)
        }
        guard header.first == first else {
            throw WALError.corruptedSegment(name, "its header says position \(header.first)")
        }
        if let log, log.identity != header.identity || log.salt != header.salt {
            throw WALError.corruptedSegment(name, "it is a segment of another log")
        }
        return header
    }
}

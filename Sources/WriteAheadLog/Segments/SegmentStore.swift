import ByteCoding

/// The segments of one log on its disk: writes groups, opens, makes and forgets segment files.
///
/// It does what ``GroupCommit`` decided, on one thread. It throws at the first failure and must
/// not be used after one, except that a spare for which there is no room leaves it as it was.
package struct SegmentStore: ~Copyable, Sendable {
    let disk: any LogDisk
    let settings: WALSettings
    /// Header of the active segment.
    private(set) var header: SegmentHeader
    private let seed: CRC32C

    private var tail: SegmentTail
    private var isOpen = true
    private var scratch = ByteWriter(capacity: 256)

    var spares: [SpareFile]
    var preparation: SpareFile?
    var nextSpareNumber: UInt64

    /// Takes over files that are open and intact.
    ///
    /// - Parameters:
    ///   - disk: the directory, which was acquired.
    ///   - settings: how the log goes on.
    ///   - header: of the newest segment.
    ///   - active: the newest segment; behind its frames all is zero, or older than its header.
    ///   - frames: the bytes of the active file up to its last frame's end.
    ///   - spares: files that are ready.
    ///   - nextSpareNumber: larger than the number in any spare's name.
    init(
        disk: any LogDisk,
        settings: WALSettings,
        header: SegmentHeader,
        active: any LogFile,
        frames: ArraySlice<UInt8>,
        spares: [SpareFile],
        nextSpareNumber: UInt64
    ) {
        self.disk = disk
        self.settings = settings
        self.header = header
        self.spares = spares
        self.nextSpareNumber = nextSpareNumber
        seed = header.seed
        tail = SegmentTail(
            file: active,
            written: frames,
            bufferByteCount: max(settings.groupBytesMax, 0) + 2 * Block.byteCount
        )
    }

    /// Where in the log the next frame goes.
    private var position: LogSequenceNumber {
        header.first.advanced(by: tail.offset - SegmentHeader.byteCount)
    }

    /// Writes the group behind all others and makes it durable.
    package mutating func write(_ group: CommitGroup) throws(LogDiskError) {
        if let capacity = group.openedCapacity {
            try openSegment(at: group.begin, capacity: capacity)
        }
        precondition(position == group.begin, "groups are written in log order")
        for record in group.records {
            try write(record, group: group.begin)
        }
        try tail.commit()
    }

    /// Lets go of all files and of the directory; a second time does nothing.
    package mutating func close() {
        guard isOpen else { return }
        isOpen = false
        tail.close()
        for spare in spares { spare.file.close() }
        spares = []
        if let unfinished = preparation {
            unfinished.file.close()
            try? disk.remove(SegmentName.unfinished(unfinished.number).fileName)
            preparation = nil
        }
        disk.release()
    }

    private mutating func write(
        _ record: PendingRecord,
        group: LogSequenceNumber
    ) throws(LogDiskError) {
        let frame = record.frame(in: group)
        scratch.removeAll()
        frame.write(to: &scratch)
        scratch.write(contentsOf: record.header)
        var checksum = seed
        checksum.update(scratch.bytes[Frame.checksumByteCount...])
        if let body = record.body {
            unsafe body.withUnsafeBytes { unsafe checksum.update(unsafe: $0) }
        }
        scratch.patch(checksum.value, at: 0)
        try tail.append(scratch.bytes)
        if let body = record.body {
            try unsafe body.withUnsafeBytes { (memory) throws(LogDiskError) in
                try unsafe tail.append(unsafe: memory)
            }
        }
        scratch.removeAll()
        scratch.write(contentsOf: repeatElement(0, count: frame.paddedCount - frame.length))
        try tail.append(scratch.bytes)
    }

    /// Makes a spare the active segment.
    ///
    /// Its header is durable before it gets its name, and its name before its first frame: under
    /// a `.wal` name there is always a segment with an intact header. The segment before it was
    /// synced to its last frame, because groups are written one after the other.
    private mutating func openSegment(
        at first: LogSequenceNumber,
        capacity: Int
    ) throws(LogDiskError) {
        guard let index = spares.firstIndex(where: { $0.capacity == capacity }) else {
            preconditionFailure("a group was promised a spare of \(capacity) bytes")
        }
        let spare = spares[index]
        header.first = first
        header.fileByteCount = spare.file.byteCount
        let block = AlignedBuffer(byteCount: SegmentHeader.byteCount)
        unsafe header.bytes.withUnsafeBytes { _ = unsafe block.append($0) }
        try unsafe block.withUnsafeBytes { (memory) throws(LogDiskError) in
            try unsafe spare.file.writeAll(memory, at: 0)
        }
        try spare.file.sync()
        try disk.rename(
            SegmentName.spare(spare.number).fileName,
            to: SegmentName.segment(first).fileName
        )
        try disk.syncDirectory()
        spares.remove(at: index)
        tail.turn(to: spare.file, at: SegmentHeader.byteCount)
    }
}

extension SegmentStore {
    /// Bytes of zeros that one step of preparation writes: about two milliseconds of a disk's
    /// time, which is what a waiting group loses to it.
    private static let stepByteCount = 4 << 20
    /// Bytes of one write of zeros: enough for a disk to reach its throughput.
    private static let zerosByteCount = 1 << 20

    /// Does a step of making a spare with room for `capacity` bytes of frames.
    ///
    /// The file's room is reserved at the first step, and zeros are then written over it: a block
    /// that was written once is overwritten without a journal entry of the file system.
    ///
    /// - Returns: whether the spare is ready.
    /// - Throws: `.noSpace`, after which nothing of the spare is left.
    package mutating func prepare(capacity: Int) throws(LogDiskError) -> Bool {
        let number = preparation?.number ?? nextSpareNumber
        do {
            return try prepareStep(capacity: capacity)
        } catch {
            preparation?.file.close()
            if error.code == .noSpace, preparation != nil {
                try disk.remove(SegmentName.unfinished(number).fileName)
            }
            preparation = nil
            throw error
        }
    }

    private mutating func prepareStep(capacity: Int) throws(LogDiskError) -> Bool {
        if preparation == nil {
            let number = nextSpareNumber
            let file = try disk.create(
                SegmentName.unfinished(number).fileName,
                byteCount: capacity + SegmentHeader.byteCount
            )
            nextSpareNumber += 1
            preparation = SpareFile(number: number, file: file)
        }
        guard var spare = preparation else { preconditionFailure("a spare was just begun") }
        precondition(spare.capacity == capacity, "one spare is finished before the next is begun")
        let end = min(spare.zeroed + Self.stepByteCount, spare.file.byteCount)
        try spare.file.writeZeros(spare.zeroed..<end, from: Self.zeros(end - spare.zeroed))
        spare.zeroed = end
        preparation = spare
        guard end == spare.file.byteCount else { return false }
        try spare.file.sync()
        try disk.rename(
            SegmentName.unfinished(spare.number).fileName,
            to: SegmentName.spare(spare.number).fileName
        )
        preparation = nil
        spares.append(spare)
        return true
    }

    /// Removes a spare that nobody will use.
    mutating func discardSpare(capacity: Int) throws(LogDiskError) {
        guard let index = spares.lastIndex(where: { $0.capacity == capacity }) else {
            preconditionFailure("a spare of \(capacity) bytes is there")
        }
        let spare = spares.remove(at: index)
        spare.file.close()
        try disk.remove(SegmentName.spare(spare.number).fileName)
    }

    /// Lets go of the log's oldest segment, which is never the active one.
    ///
    /// The directory is synced after each segment, so that a crash leaves no gap among those that
    /// remain. What a recycled file holds stays in it: its frames name positions that the file's
    /// next life does not have.
    package mutating func forget(
        _ segment: SegmentExtent,
        recycle: Bool
    ) throws(LogDiskError) {
        precondition(segment.first < header.first, "the active segment is never forgotten")
        let name = SegmentName.segment(segment.first).fileName
        guard recycle else {
            try disk.remove(name)
            try disk.syncDirectory()
            return
        }
        let number = nextSpareNumber
        nextSpareNumber += 1
        let spareName = SegmentName.spare(number).fileName
        try disk.rename(name, to: spareName)
        try disk.syncDirectory()
        spares.append(SpareFile(number: number, file: try disk.open(spareName)))
    }

    static func zeros(_ byteCount: Int) -> AlignedBuffer {
        let zeros = AlignedBuffer(byteCount: min(byteCount, zerosByteCount))
        zeros.appendZeros(zeros.capacity)
        return zeros
    }
}

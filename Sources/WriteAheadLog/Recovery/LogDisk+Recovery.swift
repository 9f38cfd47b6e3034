extension LogDisk {
    /// Creates the first segment of a new log: complete before it gets its name.
    func createFirstSegment(_ header: SegmentHeader) throws(LogDiskError) -> any LogFile {
        let unfinished = SegmentName.unfinished(0).fileName
        let file = try create(unfinished, byteCount: header.fileByteCount)
        do throws(LogDiskError) {
            try file.cutOff(after: header.bytes[...])
            try rename(unfinished, to: SegmentName.segment(header.first).fileName)
            try syncDirectory()
            return file
        } catch {
            file.close()
            throw error
        }
    }
}

extension LogFile {
    /// Writes zeros over all behind `frames`, the file's first bytes, so that nothing there can
    /// ever be taken for a frame again.
    ///
    /// The block in which they end is written anew.
    func cutOff(after frames: ArraySlice<UInt8>) throws(LogDiskError) {
        let blockBegin = max(0, Block.roundUp(frames.count) - Block.byteCount)
        let block = AlignedBuffer(byteCount: Block.byteCount)
        unsafe frames.dropFirst(blockBegin).withUnsafeBytes { _ = unsafe block.append($0) }
        block.appendZeros(block.room)
        try unsafe block.withUnsafeBytes { (memory) throws(LogDiskError) in
            try unsafe writeAll(memory, at: blockBegin)
        }
        let zeros = SegmentStore.zeros(byteCount)
        try writeZeros((blockBegin + Block.byteCount)..<byteCount, from: zeros)
        try sync()
    }
}

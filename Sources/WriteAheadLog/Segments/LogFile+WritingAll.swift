extension LogFile {
    /// Writes all of `memory`, going on after short writes from the last whole block.
    func writeAll(_ memory: UnsafeRawBufferPointer, at offset: Int) throws(LogDiskError) {
        precondition(offset + memory.count <= byteCount, "writes stay inside the segment")
        var written = 0
        while written < memory.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: memory[written...])
            let count = try unsafe write(rest, at: offset + written)
            let whole = count == rest.count ? count : Block.roundDown(count)
            guard whole > 0 else {
                throw LogDiskError(.failed, "a write of \(rest.count) bytes ended after \(count)")
            }
            written += whole
        }
    }

    /// Writes zeros over a part of the file; both ends are whole blocks.
    func writeZeros(_ range: Range<Int>, from zeros: AlignedBuffer) throws(LogDiskError) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = min(zeros.count, range.upperBound - offset)
            try unsafe zeros.withUnsafeBytes { (memory) throws(LogDiskError) in
                try unsafe writeAll(UnsafeRawBufferPointer(rebasing: memory[..<count]), at: offset)
            }
            offset += count
        }
    }
}

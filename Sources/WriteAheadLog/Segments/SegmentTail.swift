/// The newest segment's file from its last whole block on: where bytes are appended.
///
/// A block that is not full when a group ends is written with zeros behind it, kept, and written
/// again with what follows. What it held before is the same in both writes, so a tear between
/// sectors cannot harm it.
struct SegmentTail: ~Copyable, Sendable {
    private var file: any LogFile
    private let buffer: AlignedBuffer
    /// Where the buffer's first byte lies in the file; a whole block.
    private var bufferOffset = 0

    /// Where in the file the next byte goes.
    var offset: Int { bufferOffset + buffer.count }

    /// Continues a file behind its first bytes, `written`.
    init(file: any LogFile, written: ArraySlice<UInt8>, bufferByteCount: Int) {
        self.file = file
        buffer = AlignedBuffer(byteCount: bufferByteCount)
        bufferOffset = Block.roundDown(written.count)
        unsafe written.dropFirst(bufferOffset).withUnsafeBytes { _ = unsafe buffer.append($0) }
    }

    /// Appends bytes; they reach the file when the buffer is full, or with ``commit()``.
    mutating func append(_ bytes: [UInt8]) throws(LogDiskError) {
        try unsafe bytes.span.withUnsafeBytes { (memory) throws(LogDiskError) in
            try unsafe append(unsafe: memory)
        }
    }

    /// Appends memory, writing whenever the buffer is full: a group may be larger than it.
    mutating func append(unsafe memory: UnsafeRawBufferPointer) throws(LogDiskError) {
        var taken = 0
        while taken < memory.count {
            taken += unsafe buffer.append(UnsafeRawBufferPointer(rebasing: memory[taken...]))
            guard buffer.room == 0 else { continue }
            try write()
            bufferOffset += buffer.count
            buffer.truncate(to: 0)
        }
    }

    /// Writes what is in the buffer, and makes all that was appended durable.
    mutating func commit() throws(LogDiskError) {
        let count = buffer.count
        buffer.appendZeros(Block.roundUp(count) - count)
        try write()
        try file.sync()
        buffer.truncate(to: count)
        let whole = Block.roundDown(count)
        buffer.dropFirst(whole)
        bufferOffset += whole
    }

    /// Turns to another file, behind its first `offset` bytes; the old one is let go of.
    mutating func turn(to newFile: any LogFile, at offset: Int) {
        file.close()
        file = newFile
        buffer.truncate(to: 0)
        bufferOffset = offset
    }

    /// Lets go of the file.
    func close() {
        file.close()
    }

    private func write() throws(LogDiskError) {
        try unsafe buffer.withUnsafeBytes { (memory) throws(LogDiskError) in
            try unsafe file.writeAll(memory, at: bufferOffset)
        }
    }
}

import Glibc

/// Memory that begins at a block boundary, filled from its beginning: what unbuffered I/O takes.
///
/// It has one owner, the thread that writes the log.
@safe final class AlignedBuffer: @unchecked Sendable {
    /// The bytes that it can hold, whole blocks.
    let capacity: Int
    /// The bytes that it holds.
    private(set) var count = 0
    private let base: UnsafeMutableRawPointer

    /// The bytes that still fit.
    var room: Int { capacity - count }

    /// Creates an empty buffer for at least `byteCount` bytes.
    init(byteCount: Int) {
        capacity = max(Block.byteCount, Block.roundUp(byteCount))
        var memory: UnsafeMutableRawPointer?
        let number = unsafe posix_memalign(&memory, Block.byteCount, capacity)
        guard number == 0, let memory = unsafe memory else {
            preconditionFailure("out of memory for \(capacity) bytes")
        }
        unsafe base = memory
    }

    deinit {
        unsafe free(base)
    }

    /// Appends as much of `memory` as fits, and returns how much that is.
    func append(_ memory: UnsafeRawBufferPointer) -> Int {
        let taken = min(room, memory.count)
        if taken > 0, let source = memory.baseAddress {
            unsafe memcpy(base + count, source, taken)
        }
        count += taken
        return taken
    }

    /// Appends zeros, which must fit.
    func appendZeros(_ zeros: Int) {
        precondition(zeros >= 0 && zeros <= room, "zeros fit in the buffer")
        unsafe memset(base + count, 0, zeros)
        count += zeros
    }

    /// Forgets all but the first `kept` bytes.
    func truncate(to kept: Int) {
        precondition(kept >= 0 && kept <= count, "what is kept is there")
        count = kept
    }

    /// Forgets the first `dropped` bytes and moves the rest to the beginning.
    func dropFirst(_ dropped: Int) {
        precondition(dropped >= 0 && dropped <= count, "what is dropped is there")
        unsafe memmove(base, base + dropped, count - dropped)
        count -= dropped
    }

    /// Calls `body` with the bytes that it holds.
    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

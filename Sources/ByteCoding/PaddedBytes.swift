#if canImport(Glibc)
import Glibc
#endif

/// Bytes followed by ``padding`` readable zero bytes: what a scanner that loads whole words needs.
///
/// A request body is collected in one, decoded from it, and appended to the log from it; nothing
/// between copies it. One owner writes while it fills; from then on it is only read, which is what
/// makes sharing it between threads sound.
@safe public final class PaddedBytes: @unchecked Sendable {
    /// Readable bytes behind the last one: a scanner may load 64 bytes from any valid position.
    public static let padding = 64

    /// The number of bytes, padding not counted.
    public private(set) var count: Int
    /// The number of bytes that fit before memory grows, padding not counted.
    public private(set) var capacity: Int
    private var base: UnsafeMutableRawPointer

    /// Creates an empty buffer with room for `capacity` bytes.
    public init(capacity: Int = 0) {
        precondition(capacity >= 0)
        self.capacity = max(capacity, 64)
        count = 0
        unsafe base = Self.allocate(self.capacity)
    }

    /// Creates a buffer that holds a copy of `bytes`.
    public convenience init(_ bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        append(contentsOf: bytes)
    }

    deinit {
        unsafe free(base)
    }

    /// Appends a copy of `bytes`.
    public func append(contentsOf bytes: some Collection<UInt8>) {
        let copied: Void? = bytes.withContiguousStorageIfAvailable {
            unsafe append(unsafe: UnsafeRawBufferPointer($0))
        }
        if copied == nil { append(contentsOf: Array(bytes)) }
    }

    /// Appends a copy of `memory`.
    @unsafe public func append(unsafe memory: UnsafeRawBufferPointer) {
        guard let source = memory.baseAddress, unsafe !memory.isEmpty else { return }
        reserve(count + memory.count)
        unsafe memcpy(base + count, source, memory.count)
        count += memory.count
        unsafe memset(base + count, 0, Self.padding)
    }

    /// Lets `body` fill up to `room` bytes behind the last one; it returns how many it wrote.
    @unsafe public func append<Failure: Error>(
        room: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        reserve(count + room)
        let written = try unsafe body(.init(start: base + count, count: room))
        precondition(written >= 0 && written <= room, "a filler stays in its room")
        count += written
        unsafe memset(base + count, 0, Self.padding)
    }

    /// Calls `body` with the bytes; ``padding`` more are readable behind the pointer's count.
    @unsafe public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// A copy of the bytes.
    public var array: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }

    /// Makes room for `wanted` bytes in all.
    public func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let grown = max(wanted, capacity * 2)
        guard let moved = unsafe realloc(base, grown + Self.padding) else {
            preconditionFailure("out of memory for \(grown) bytes")
        }
        unsafe base = moved
        capacity = grown
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
        guard let memory = unsafe malloc(capacity + padding) else {
            preconditionFailure("out of memory for \(capacity) bytes")
        }
        unsafe memset(memory, 0, padding)
        return unsafe memory
    }
}

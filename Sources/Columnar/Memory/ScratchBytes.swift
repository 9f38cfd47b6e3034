#if canImport(Glibc)
import Glibc
#endif

/// Growable bytes that a ``ScanCursor`` may read: what unescaped text and rewritten events lie in.
///
/// Costs no memory until something is written.
@safe struct ScratchBytes: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>?
    private(set) var count = 0
    private var capacity = 0
    private static let padding = 64

    init() {
        unsafe base = nil
    }

    deinit {
        unsafe free(base)
    }

    /// Bytes of memory held, used or not.
    var byteCapacity: Int { capacity }

    /// Forgets what was written and keeps the memory.
    mutating func removeAll() {
        count = 0
    }

    /// Appends one byte.
    mutating func append(_ byte: UInt8) {
        reserve(count + 1)
        unsafe base.unsafelyUnwrapped[count] = byte
        count += 1
    }

    /// Appends the `count` bytes at `source`.
    mutating func append(_ source: ScanCursor, count added: Int) {
        reserve(count + added)
        unsafe source.copy(count: added, to: base.unsafelyUnwrapped + count)
        count += added
    }

    /// Appends bytes.
    mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// The first byte, with zero padding behind the last; valid until the next append.
    mutating func start() -> ScanCursor {
        reserve(count)
        unsafe memset(base.unsafelyUnwrapped + count, 0, Self.padding)
        return unsafe ScanCursor(
            unsafe: UnsafePointer(base.unsafelyUnwrapped),
            count: count,
            padding: Self.padding
        )
    }

    private mutating func reserve(_ wanted: Int) {
        guard unsafe wanted > capacity || base == nil else { return }
        let grown = max(wanted, capacity * 2, 64)
        guard let moved = unsafe realloc(base, grown + Self.padding) else {
            preconditionFailure("out of memory for \(grown) bytes")
        }
        unsafe base = moved.assumingMemoryBound(to: UInt8.self)
        capacity = grown
    }
}

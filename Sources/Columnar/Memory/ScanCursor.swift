#if canImport(Glibc)
import Glibc
#endif

/// A place in padded bytes that a scanner reads from: one of the few doors to raw memory here.
///
/// What makes it sound, and what every user keeps to: a cursor comes from memory that is followed
/// by 64 readable zero bytes (``ByteCoding/PaddedBytes``, ``ScratchBytes``), and no scanning loop
/// steps over a zero byte, because none of JSON's tokens may hold one. So a cursor never stands
/// behind the first padding byte, and a load of up to 64 bytes from it is always readable. Debug
/// builds check each load; release builds do not.
@safe struct ScanCursor {
    private let pointer: UnsafePointer<UInt8>
    #if DEBUG
    private let limit: UnsafePointer<UInt8>
    #endif

    /// A cursor at the first of `count` bytes that `padding` more readable ones follow.
    @unsafe init(unsafe start: UnsafePointer<UInt8>, count: Int, padding: Int) {
        unsafe pointer = start
        #if DEBUG
        unsafe limit = start + count + padding
        #endif
    }

    @inline(__always)
    private init(_ moved: UnsafePointer<UInt8>, of other: ScanCursor) {
        unsafe pointer = moved
        #if DEBUG
        unsafe limit = other.limit
        #endif
    }

    @inline(__always)
    private func check(_ width: Int) {
        #if DEBUG
        precondition(unsafe pointer + width <= limit, "a load stays inside the padding")
        #endif
    }

    /// The byte here.
    var byte: UInt8 {
        @inline(__always) get {
            check(1)
            return unsafe pointer.pointee
        }
    }

    /// The byte `offset` places on.
    subscript(offset: Int) -> UInt8 {
        @inline(__always) get {
            check(offset + 1)
            return unsafe pointer[offset]
        }
    }

    /// The next four bytes, the first one least significant.
    var word32: UInt32 {
        @inline(__always) get {
            check(4)
            return unsafe UnsafeRawPointer(pointer).loadUnaligned(as: UInt32.self).littleEndian
        }
    }

    /// The eight bytes from `offset` on, the first one least significant.
    @inline(__always)
    func word(at offset: Int = 0) -> UInt64 {
        check(offset + 8)
        return unsafe UnsafeRawPointer(pointer + offset).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// The next sixteen bytes.
    var vector: SIMD16<UInt8> {
        @inline(__always) get {
            check(16)
            return unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt8>.self)
        }
    }

    @inline(__always)
    static func + (cursor: ScanCursor, distance: Int) -> ScanCursor {
        unsafe ScanCursor(cursor.pointer + distance, of: cursor)
    }

    @inline(__always)
    static func += (cursor: inout ScanCursor, distance: Int) {
        cursor = cursor + distance
    }

    @inline(__always)
    static func - (end: ScanCursor, start: ScanCursor) -> Int {
        unsafe end.pointer - start.pointer
    }

    @inline(__always)
    static func == (lhs: ScanCursor, rhs: ScanCursor) -> Bool {
        unsafe lhs.pointer == rhs.pointer
    }

    @inline(__always)
    static func < (lhs: ScanCursor, rhs: ScanCursor) -> Bool {
        unsafe lhs.pointer < rhs.pointer
    }

    /// Whether the next `count` bytes are those at `other`.
    @inline(__always)
    func matches(_ other: ScanCursor, count: Int) -> Bool {
        check(count)
        return unsafe memcmp(pointer, other.pointer, count) == 0
    }

    /// Copies the next `count` bytes to `destination`.
    @inline(__always)
    @unsafe func copy(count: Int, to destination: UnsafeMutablePointer<UInt8>) {
        check(count)
        unsafe memcpy(destination, pointer, count)
    }

    /// The next byte that equals `wanted` before `end`, or `end`.
    func next(_ wanted: UInt8, before end: ScanCursor) -> ScanCursor {
        guard let found = unsafe memchr(pointer, Int32(wanted), end - self) else { return end }
        return unsafe ScanCursor(
            self.pointer + (UnsafeRawPointer(found) - UnsafeRawPointer(pointer)),
            of: self
        )
    }

    /// A copy of the next `count` bytes.
    func bytes(count: Int) -> [UInt8] {
        check(count)
        return unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
    }

    /// The next `count` bytes as text; the bytes were found to be UTF-8 before.
    func text(count: Int) -> String {
        check(count)
        return unsafe String(
            decoding: UnsafeBufferPointer(start: pointer, count: count),
            as: UTF8.self
        )
    }
}

/// The unit of writing: what unbuffered I/O must be aligned to.
package enum Block {
    /// 4,096 bytes: the page of every supported processor and at least the logical block of every
    /// current disk, so that one alignment suits `O_DIRECT` and the page cache alike.
    package static let byteCount = 4096

    /// The least multiple of a block that is not less than `count`.
    package static func roundUp(_ count: Int) -> Int {
        (count + byteCount - 1) & ~(byteCount - 1)
    }

    /// The greatest multiple of a block that is not more than `count`.
    package static func roundDown(_ count: Int) -> Int {
        count & ~(byteCount - 1)
    }
}

#if canImport(Glibc)
import Glibc
#endif

/// By what a file is known to be unchanged.
package struct FileMark: Hashable, Sendable {
    /// The file's number on its device; another after it was replaced by a rename.
    package let inode: UInt64
    /// The number of bytes.
    package let size: Int64
    /// When it was last written, in nanoseconds since 1970.
    package let modifiedNanoseconds: Int64
    /// Who may do what with it: the mode's lowest twelve bits.
    package let permissions: UInt32
    /// Whose it is.
    package let owner: UInt32
    /// Whether it is a file, and no link, directory or device.
    package let isRegular: Bool
}

extension FileMark {
    init(_ status: stat) {
        self.init(
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modifiedNanoseconds: Int64(status.st_mtim.tv_sec) &* 1_000_000_000
                &+ Int64(status.st_mtim.tv_nsec),
            permissions: UInt32(status.st_mode) & 0o7777,
            owner: UInt32(status.st_uid),
            isRegular: status.st_mode & S_IFMT == S_IFREG
        )
    }
}

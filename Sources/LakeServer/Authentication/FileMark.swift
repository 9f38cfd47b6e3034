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

#if canImport(Glibc)
import Glibc
#endif

/// A file descriptor that is closed with its owner, and every system call on files that this
/// library makes.
///
/// Calls interrupted by a signal are made again. Paths are relative to a directory's descriptor,
/// and no symbolic link is ever followed.
struct Descriptor: ~Copyable, Sendable {
    /// What `fstat` tells.
    struct Status {
        let size: Int
        let inode: UInt64
        let linkCount: Int
        let modifiedNanoseconds: Int64
        let isRegular: Bool
        let isDirectory: Bool
        let isSymbolicLink: Bool

        /// Takes over what a system call filled in.
        init(_ status: stat) {
            size = Int(status.st_size)
            inode = UInt64(status.st_ino)
            linkCount = Int(status.st_nlink)
            modifiedNanoseconds =
                Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
            isRegular = status.st_mode & S_IFMT == S_IFREG
            isDirectory = status.st_mode & S_IFMT == S_IFDIR
            isSymbolicLink = status.st_mode & S_IFMT == S_IFLNK
        }
    }

    /// The descriptor's number.
    let raw: Int32

    init(_ raw: Int32) {
        self.raw = raw
    }

    deinit {
        _ = Glibc.close(raw)
    }

    /// Closes it before its owner ends.
    consuming func close() {}

    // MARK: Opening

    /// Opens an absolute path as a directory; links in it are followed: it is the operator's word.
    static func directory(_ path: String) throws(ObjectStoreError) -> Descriptor {
        let raw = retrying { unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard raw >= 0 else { throw ObjectStoreError.systemCall("open", errno, path) }
        return Descriptor(raw)
    }

    /// Opens a directory in this one.
    func directory(_ name: String, path: String) throws(ObjectStoreError) -> Descriptor {
        try open(name, O_RDONLY | O_DIRECTORY, path: path)
    }

    /// Opens a file in this directory.
    func open(
        _ name: String,
        _ flags: Int32,
        path: String
    ) throws(ObjectStoreError) -> Descriptor {
        let raw = Self.retrying {
            unsafe openat(self.raw, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o644)
        }
        guard raw >= 0 else { throw ObjectStoreError.systemCall("open", errno, path) }
        return Descriptor(raw)
    }

    /// Makes a file in this directory, open for reading and writing; nil when the name is taken.
    func create(_ name: String, path: String) throws(ObjectStoreError) -> Descriptor? {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let raw = Self.retrying { unsafe openat(self.raw, name, flags, 0o644) }
        if raw < 0 && errno == EEXIST { return nil }
        guard raw >= 0 else { throw ObjectStoreError.systemCall("open", errno, path) }
        return Descriptor(raw)
    }

    /// The text of a file at a path of the operator's; nil when there is none.
    static func text(ofFile path: String) throws(ObjectStoreError) -> String? {
        let raw = retrying { unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC) }
        if raw < 0 && errno == ENOENT { return nil }
        guard raw >= 0 else { throw ObjectStoreError.systemCall("open", errno, path) }
        let file = Descriptor(raw)
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read(upTo: 64 << 10, path: path)
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    // MARK: Bytes

    /// Reads what comes next, at most `count` bytes; none at the end.
    func read(upTo count: Int, path: String) throws(ObjectStoreError) -> [UInt8] {
        var result = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            result = Self.retrying { unsafe Glibc.read(raw, buffer.baseAddress, count) }
            filled = max(0, result)
        }
        guard result >= 0 else { throw ObjectStoreError.systemCall("read", errno, path) }
        return bytes
    }

    /// Reads `count` bytes at `offset`; fewer when the file ends before.
    func read(count: Int, at offset: Int, path: String) throws(ObjectStoreError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let all = UnsafeMutableRawBufferPointer(buffer)
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: all[filled...])
                let result = Self.retrying {
                    unsafe pread(raw, rest.baseAddress, rest.count, offset + filled)
                }
                guard result > 0 else {
                    failed = result < 0
                    return
                }
                filled += result
            }
        }
        guard !failed else { throw ObjectStoreError.systemCall("read", errno, path) }
        return bytes
    }

    /// Writes all bytes at `offset`.
    func write(_ bytes: [UInt8], at offset: Int, path: String) throws(ObjectStoreError) {
        var written = 0
        while written < bytes.count {
            let result = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[written...])
                return Self.retrying {
                    unsafe pwrite(raw, rest.baseAddress, rest.count, offset + written)
                }
            }
            guard result > 0 else { throw ObjectStoreError.systemCall("write", errno, path) }
            written += result
        }
    }

    /// Sets the length.
    func truncate(to size: Int, path: String) throws(ObjectStoreError) {
        guard Self.retrying({ ftruncate(raw, size) }) == 0 else {
            throw ObjectStoreError.systemCall("truncate", errno, path)
        }
    }

    /// Has the disk keep what was written: of a file its bytes, of a directory its names.
    func sync(path: String) throws(ObjectStoreError) {
        guard Self.retrying({ fsync(raw) }) == 0 else {
            throw ObjectStoreError.systemCall("fsync", errno, path)
        }
    }

    // MARK: Properties

    /// What the file is.
    func status(path: String) throws(ObjectStoreError) -> Status {
        var status = stat()
        guard unsafe fstat(raw, &status) == 0 else {
            throw ObjectStoreError.systemCall("stat", errno, path)
        }
        return Status(status)
    }

    /// What a name in this directory stands for; nil when there is none.
    func status(of name: String, path: String) throws(ObjectStoreError) -> Status? {
        var status = stat()
        if unsafe fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return Status(status) }
        if errno == ENOENT { return nil }
        throw ObjectStoreError.systemCall("stat", errno, path)
    }

    /// Sets when the file was last changed.
    func setModified(nanoseconds: Int64, path: String) throws(ObjectStoreError) {
        let time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000),
            tv_nsec: Int(nanoseconds % 1_000_000_000)
        )
        guard unsafe futimens(raw, [time, time]) == 0 else {
            throw ObjectStoreError.systemCall("utimens", errno, path)
        }
    }

    /// Takes the file's lock for this descriptor; it is let go of with it.
    ///
    /// - Returns: false when another has it and `waits` is false.
    func lock(waits: Bool, path: String) throws(ObjectStoreError) -> Bool {
        if Self.retrying({ flock(raw, waits ? LOCK_EX : LOCK_EX | LOCK_NB) }) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw ObjectStoreError.systemCall("flock", errno, path)
    }

    // MARK: Names

    /// Makes a directory in this one; false when the name is taken.
    func makeDirectory(_ name: String, path: String) throws(ObjectStoreError) -> Bool {
        if unsafe mkdirat(raw, name, 0o755) == 0 { return true }
        if errno == EEXIST { return false }
        throw ObjectStoreError.systemCall("mkdir", errno, path)
    }

    /// Gives a file a name in another directory, in place of what had it.
    func rename(
        _ name: String,
        to target: borrowing Descriptor,
        _ newName: String,
        path: String
    ) throws(ObjectStoreError) {
        guard unsafe renameat(raw, name, target.raw, newName) == 0 else {
            throw ObjectStoreError.systemCall("rename", errno, path)
        }
    }

    /// What came of giving a file a second name.
    enum LinkOutcome {
        case linked
        case taken
        case unsupported
    }

    /// Gives a file a second name, in another directory, that must be free.
    func link(
        _ name: String,
        to target: borrowing Descriptor,
        _ newName: String,
        path: String
    ) throws(ObjectStoreError) -> LinkOutcome {
        if unsafe linkat(raw, name, target.raw, newName, 0) == 0 { return .linked }
        switch errno {
        case EEXIST: return .taken
        // FAT and some file systems in user space have no second names.
        case EPERM, EOPNOTSUPP, ENOSYS, EMLINK: return .unsupported
        default: throw ObjectStoreError.systemCall("link", errno, path)
        }
    }

    /// Removes a file's name; that it is not there is no failure.
    func remove(_ name: String, path: String) throws(ObjectStoreError) {
        guard unsafe unlinkat(raw, name, 0) == 0 || errno == ENOENT else {
            throw ObjectStoreError.systemCall("unlink", errno, path)
        }
    }

    /// Removes a directory in this one; that it is not there is no failure.
    ///
    /// - Returns: false when something is in it.
    func removeDirectory(_ name: String, path: String) throws(ObjectStoreError) -> Bool {
        if unsafe unlinkat(raw, name, AT_REMOVEDIR) == 0 || errno == ENOENT { return true }
        if errno == ENOTEMPTY || errno == EEXIST { return false }
        throw ObjectStoreError.systemCall("rmdir", errno, path)
    }

    /// The names in this directory, `.` and `..` left out, in no order.
    ///
    /// Names that are no UTF-8 are left out: no key is spelled so.
    func names(path: String) throws(ObjectStoreError) -> [String] {
        // A descriptor of its own: reading a directory moves a position that copies share.
        let copy = Self.retrying { unsafe openat(raw, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard copy >= 0 else { throw ObjectStoreError.systemCall("open", errno, path) }
        guard let stream = unsafe fdopendir(copy) else {
            let code = errno
            _ = Glibc.close(copy)
            throw ObjectStoreError.systemCall("opendir", code, path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw ObjectStoreError.systemCall("readdir", errno, path) }
        return names
    }

    private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

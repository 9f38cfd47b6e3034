import CPlatform
import Glibc
import Synchronization

/// A directory of a local file system as the log's disk.
///
/// This file and ``DescriptorFile`` are the ones that know the rules of making things durable:
/// - A file's bytes are durable after `fdatasync`, or after the write where it is open `O_DSYNC`.
/// - A new file's room and size are durable after `fsync`; its name, after `fsync` of the directory.
/// - A failed sync is never repeated: the kernel has marked the pages clean and dropped the error.
/// - What an earlier process wrote without syncing may be in the page cache alone. A file that is
///   opened again is therefore synced and its cached pages dropped before anyone reads it.
///
/// Files are written past the page cache (`O_DIRECT` with `O_DSYNC`) where the file system takes
/// that, which is found out by trying, else through it with `fdatasync`. The directory and its
/// files are for their owner alone: they hold events.
public final class DirectoryDisk: LogDisk {
    /// How files are written.
    public enum WritingMode: Sendable, Hashable {
        /// Past the page cache, each write durable when it returns.
        case direct
        /// Through the page cache, then `fdatasync`.
        case buffered
    }

    /// The directory.
    public let path: String
    /// How files are written here.
    public let mode: WritingMode
    private let directory: Int32
    private let lock = Mutex<DirectoryLock?>(nil)

    /// Opens the directory, which is created if need be (its parent must exist).
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - mode: how to write; by default the best that the file system takes.
    /// - Throws: `.failed` when the directory cannot be made or opened.
    public init(path: String, mode: WritingMode? = nil) throws(LogDiskError) {
        self.path = path
        if unsafe mkdir(path, 0o700) == 0 {
            try Self.syncDirectory(at: Self.parent(of: path))
        } else if errno != EEXIST {
            throw LogDiskError("mkdir", path, errno: errno)
        }
        directory = unsafe cplatform_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard directory >= 0 else { throw LogDiskError("open", path, errno: errno) }
        self.mode = mode ?? (DescriptorFile.takesDirectWrites(in: path) ? .direct : .buffered)
    }

    deinit {
        release()
        Glibc.close(directory)
    }

    /// Takes the directory with `flock` on its file `LOCK`, which holds the owner's process id.
    public func acquire() throws(LogDiskError) {
        let taken = try DirectoryLock(path: path + "/LOCK")
        lock.withLock { $0 = taken }
    }

    /// Lets another process take the directory.
    public func release() {
        lock.withLock { $0 = nil }
    }

    /// The names of the files in the directory.
    public func names() throws(LogDiskError) -> [String] {
        guard let stream = unsafe opendir(path) else {
            throw LogDiskError("opendir", path, errno: errno)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw LogDiskError("readdir", path, errno: errno) }
        return names
    }

    /// All bytes of a file, read once past its end in the cache.
    public func contents(of name: String) throws(LogDiskError) -> [UInt8] {
        try DescriptorFile.contents(of: path + "/" + name)
    }

    /// Creates a file with its blocks reserved.
    public func create(_ name: String, byteCount: Int) throws(LogDiskError) -> any LogFile {
        let path = path + "/" + name
        do {
            return try DescriptorFile(creating: path, byteCount: byteCount, mode: mode)
        } catch {
            unsafe unlink(path)
            throw error
        }
    }

    /// Opens a file for writing, syncs it, and drops its cached pages.
    public func open(_ name: String) throws(LogDiskError) -> any LogFile {
        try DescriptorFile(opening: path + "/" + name, mode: mode)
    }

    /// Gives a file another name.
    public func rename(_ name: String, to newName: String) throws(LogDiskError) {
        guard unsafe Glibc.rename(path + "/" + name, path + "/" + newName) == 0 else {
            throw LogDiskError("rename to \(newName)", path + "/" + name, errno: errno)
        }
    }

    /// Removes a file.
    public func remove(_ name: String) throws(LogDiskError) {
        guard unsafe unlink(path + "/" + name) == 0 else {
            throw LogDiskError("unlink", path + "/" + name, errno: errno)
        }
    }

    /// Syncs the directory.
    public func syncDirectory() throws(LogDiskError) {
        guard fsync(directory) == 0 else { throw LogDiskError("fsync", path, errno: errno) }
    }

    private static func syncDirectory(at path: String) throws(LogDiskError) {
        let descriptor = unsafe cplatform_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw LogDiskError("open", path, errno: errno) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LogDiskError("fsync", path, errno: errno) }
    }

    private static func parent(of path: String) -> String {
        var end = path[...]
        while end.count > 1, end.last == "/" { end = end.dropLast() }
        guard let slash = end.lastIndex(of: "/") else { return "." }
        return slash == end.startIndex ? "/" : String(end[..<slash])
    }
}

import CPlatform
import Glibc

/// A segment file of a ``DirectoryDisk``.
///
/// The descriptor is used by one thread at a time; the kernel would serialise others.
final class DescriptorFile: LogFile {
    let byteCount: Int
    private let path: String
    private let descriptor: Int32
    private let mode: DirectoryDisk.WritingMode

    /// Creates a file with its blocks reserved, and makes room and size durable.
    ///
    /// Where the file system cannot reserve, the size alone is set; the log writes zeros over a new
    /// file anyway, which allocates its blocks.
    init(
        creating path: String,
        byteCount: Int,
        mode: DirectoryDisk.WritingMode
    ) throws(LogDiskError) {
        self.path = path
        self.mode = mode
        self.byteCount = byteCount
        descriptor = unsafe cplatform_open(path, Self.flags(mode) | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw LogDiskError("create", path, errno: errno) }
        do throws(LogDiskError) {
            let number = cplatform_allocate(descriptor, off_t(byteCount))
            if number == EOPNOTSUPP || number == ENOSYS {
                try Self.check(ftruncate(descriptor, off_t(byteCount)), "ftruncate", path)
            } else if number != 0 {
                throw LogDiskError("fallocate", path, errno: number)
            }
            try Self.check(fsync(descriptor), "fsync", path)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    /// Opens a file, and brings the disk and what is read of it into agreement.
    init(opening path: String, mode: DirectoryDisk.WritingMode) throws(LogDiskError) {
        self.path = path
        self.mode = mode
        descriptor = unsafe cplatform_open(path, Self.flags(mode), 0)
        guard descriptor >= 0 else { throw LogDiskError("open", path, errno: errno) }
        do throws(LogDiskError) {
            byteCount = try Self.size(of: descriptor, path)
            try Self.check(fdatasync(descriptor), "fdatasync", path)
            _ = cplatform_forget_cache(descriptor)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    func write(_ memory: UnsafeRawBufferPointer, at offset: Int) throws(LogDiskError) -> Int {
        while true {
            let written = unsafe pwrite(descriptor, memory.baseAddress, memory.count, off_t(offset))
            if written > 0 { return written }
            if written < 0, errno == EINTR { continue }
            throw LogDiskError("pwrite", path, errno: written == 0 ? EIO : errno)
        }
    }

    func sync() throws(LogDiskError) {
        if mode == .direct { return }  // O_DSYNC: the write has returned, so it is durable
        try Self.check(fdatasync(descriptor), "fdatasync", path)
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// Whether a file in `directory` takes aligned writes past the page cache.
    static func takesDirectWrites(in directory: String) -> Bool {
        let path = directory + "/direct.probe"
        let flags = flags(.direct) | O_CREAT | O_TRUNC
        let descriptor = unsafe cplatform_open(path, flags, 0o600)
        guard descriptor >= 0 else { return false }
        defer {
            Glibc.close(descriptor)
            unsafe unlink(path)
        }
        let block = AlignedBuffer(byteCount: Block.byteCount)
        block.appendZeros(Block.byteCount)
        return unsafe block.withUnsafeBytes { memory in
            unsafe pwrite(descriptor, memory.baseAddress, memory.count, 0) == memory.count
        }
    }

    /// Reads a whole file, and leaves nothing of it in the cache.
    static func contents(of path: String) throws(LogDiskError) -> [UInt8] {
        let descriptor = unsafe cplatform_open(path, O_RDONLY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw LogDiskError("open", path, errno: errno) }
        defer {
            _ = cplatform_forget_cache(descriptor)
            Glibc.close(descriptor)
        }
        let size = try size(of: descriptor, path)
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { memory, filled in
            while filled < size {
                let count = unsafe pread(
                    descriptor,
                    memory.baseAddress.map { unsafe $0 + filled },
                    size - filled,
                    off_t(filled)
                )
                if count < 0, errno == EINTR { continue }
                if count < 0 { failure = errno }
                if count <= 0 { return }
                filled += count
            }
        }
        guard failure == 0 else { throw LogDiskError("pread", path, errno: failure) }
        return bytes
    }

    private static func flags(_ mode: DirectoryDisk.WritingMode) -> Int32 {
        let direct = mode == .direct ? cplatform_o_direct | cplatform_o_dsync : 0
        return O_RDWR | O_CLOEXEC | direct
    }

    private static func size(of descriptor: Int32, _ path: String) throws(LogDiskError) -> Int {
        var status = stat()
        try unsafe check(fstat(descriptor, &status), "fstat", path)
        return Int(status.st_size)
    }

    private static func check(
        _ result: Int32,
        _ operation: String,
        _ path: String
    ) throws(LogDiskError) {
        guard result == 0 else { throw LogDiskError(operation, path, errno: errno) }
    }
}

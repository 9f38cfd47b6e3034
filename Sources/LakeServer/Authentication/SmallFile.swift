#if canImport(Glibc)
import Glibc
#endif

/// Reads and makes the few small files that hold keys.
package enum SmallFile {
    /// A system call that failed.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The call.
        package let call: String
        /// What it reported.
        package let errno: Int32

        /// For the operator: the call and the system's words.
        package var description: String { unsafe "\(call): \(String(cString: strerror(errno)))" }

        /// What the last system call of this thread reported.
        static func last(_ call: String) -> Failure { Failure(call: call, errno: Glibc.errno) }
    }

    /// What `path` is now, links followed.
    package static func mark(_ path: String) throws(Failure) -> FileMark {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .last("stat") }
        return FileMark(status)
    }

    /// All bytes of the file at `path`.
    package static func read(_ path: String, sizeMax: Int) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open") }
        defer { close(descriptor) }
        return try readAll(descriptor, sizeMax: sizeMax)
    }

    /// All bytes of the file at `path` and what it is, seen through one descriptor; no link followed.
    package static func readKey(
        _ path: String,
        sizeMax: Int
    ) throws(Failure) -> ([UInt8], FileMark) {
        // O_NONBLOCK: a pipe in the file's place must not hold the start up.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last("open") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("fstat") }
        let mark = FileMark(status)
        guard mark.isRegular else { return ([], mark) }
        return (try readAll(descriptor, sizeMax: sizeMax), mark)
    }

    /// Makes the file at `path`, whole or not at all, readable by its owner alone.
    ///
    /// - Returns: Whether it was made; false when something was there already.
    package static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) -> Bool {
        let draft = "\(path).\(getpid()).draft"
        unsafe unlink(draft)
        let descriptor = unsafe open(
            draft,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard descriptor >= 0 else { throw .last("open") }
        defer {
            close(descriptor)
            unsafe unlink(draft)
        }
        let written = unsafe bytes.withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == bytes.count, fsync(descriptor) == 0 else { throw .last("write") }
        // A link, unlike a rename, never replaces what another process has made meanwhile.
        guard unsafe link(draft, path) == 0 else {
            guard errno == EEXIST else { throw .last("link") }
            return false
        }
        return true
    }

    /// Puts bytes in the place of the file at `path`, whole or not at all, readable by its owner
    /// alone.
    package static func replace(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        let draft = "\(path).\(getpid()).draft"
        unsafe unlink(draft)
        guard try create(draft, bytes) else { throw Failure(call: "open", errno: EEXIST) }
        guard unsafe rename(draft, path) == 0 else {
            let failure = Failure.last("rename")
            unsafe unlink(draft)
            throw failure
        }
    }

    private static func readAll(_ descriptor: Int32, sizeMax: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: sizeMax + 1)
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes { [count] in
                unsafe Glibc.read(
                    descriptor,
                    $0.baseAddress.map { unsafe $0 + count },
                    $0.count - count
                )
            }
            guard got >= 0 else { throw .last("read") }
            if got == 0 { break }
            count += got
        }
        guard count <= sizeMax else { throw Failure(call: "read", errno: EFBIG) }
        return Array(bytes[..<count])
    }
}

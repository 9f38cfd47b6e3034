import CPlatform
import Glibc

/// A directory's `LOCK` file, held by this process until the value goes away.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock without waiting, and writes this process's id into the file for people.
    ///
    /// The lock is the kernel's and ends with the process, however that ends; the file stays.
    init(path: String) throws(LogDiskError) {
        descriptor = unsafe cplatform_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogDiskError("open", path, errno: errno) }
        let number = cplatform_try_lock(descriptor)
        guard number == 0 else {
            let holder = Self.text(in: descriptor)
            Glibc.close(descriptor)
            guard number == EWOULDBLOCK else { throw LogDiskError("flock", path, errno: number) }
            let process = holder.isEmpty ? "another process" : "process \(holder)"
            throw LogDiskError(.locked, "\(path) is held by \(process)")
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// The digits at the beginning of the file.
    private static func text(in descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
        return String(decoding: digits, as: UTF8.self)
    }
}

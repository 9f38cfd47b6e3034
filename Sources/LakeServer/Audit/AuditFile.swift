#if canImport(Glibc)
import Glibc
#endif
import Synchronization

/// A file that lines are appended to, each in one piece.
///
/// Several processes may append to one: a line is one write to a descriptor that appends, so that
/// none is torn by another's.
final class AuditFile: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32>

    /// Opens the file, which is made for its owner alone when it is not there.
    init(_ path: String) throws(SmallFile.Failure) {
        self.path = path
        descriptor = Mutex(try Self.open(path))
    }

    deinit {
        descriptor.withLock { _ = close($0) }
    }

    /// Opens the path again, after somebody has moved the file away.
    ///
    /// When it cannot be opened, lines go on to where they went.
    func reopen() throws(SmallFile.Failure) {
        let fresh = try Self.open(path)
        let stale = descriptor.withLock { descriptor in
            defer { descriptor = fresh }
            return descriptor
        }
        close(stale)
    }

    /// Appends a line.
    func append(_ line: [UInt8]) throws(SmallFile.Failure) {
        try descriptor.withLock { descriptor throws(SmallFile.Failure) in
            try Self.write(line, to: descriptor)
        }
    }

    /// Writes a line to standard error.
    static func writeToStandardError(_ line: [UInt8]) throws(SmallFile.Failure) {
        try write(line, to: STDERR_FILENO)
    }

    private static func open(_ path: String) throws(SmallFile.Failure) -> Int32 {
        let descriptor = unsafe Glibc.open(
            path,
            O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY,
            0o600
        )
        guard descriptor >= 0 else { throw .last("open") }
        return descriptor
    }

    private static func write(_ line: [UInt8], to descriptor: Int32) throws(SmallFile.Failure) {
        var rest = line[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .last("write")
            }
            rest = rest.dropFirst(count)
        }
    }
}

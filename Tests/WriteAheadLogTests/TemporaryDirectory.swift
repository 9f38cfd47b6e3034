import LakeTesting
import WriteAheadLog

#if canImport(Glibc)
import Glibc
#endif

/// A directory for a test's log, removed with the value.
final class TemporaryDirectory: Sendable {
    /// Where the log lies.
    let path: String
    private let isOwner: Bool

    /// Creates a directory of its own.
    init() throws {
        var template = Array("/tmp/lakewriter-log-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Unexpected() }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        isOwner = true
    }

    /// Uses another's directory.
    init(existing path: String) {
        self.path = path
        isOwner = false
    }

    deinit {
        guard isOwner, let disk = try? DirectoryDisk(path: path) else { return }
        for name in (try? disk.names()) ?? [] { try? disk.remove(name) }
        rmdir(path)
    }

    /// Opens the log, and collects what it held.
    func open(
        _ settings: WALSettings = .small,
        mode: DirectoryDisk.WritingMode? = nil,
        records: inout [WrittenRecord]
    ) throws -> WAL {
        let disk = try DirectoryDisk(path: path, mode: mode)
        return try WAL(SegmentedLog.open(disk, settings, records: &records))
    }

    /// Opens the log whatever it holds.
    func open(
        _ settings: WALSettings = .small,
        mode: DirectoryDisk.WritingMode? = nil
    ) throws -> WAL {
        var records: [WrittenRecord] = []
        return try open(settings, mode: mode, records: &records)
    }
}

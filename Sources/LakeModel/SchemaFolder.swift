import Glibc

/// The folder of schema files: the only door from this library to a disk.
public enum SchemaFolder {
    /// A schema is written by hand; whatever is larger is not one.
    private static let fileBytesMax = 4 << 20

    /// Reads every `*.json` of a folder, by name; other files and hidden ones are passed over.
    ///
    /// - Throws: ``SchemaError`` when the folder or one of its files cannot be read.
    public static func read(_ path: String) throws(SchemaError) -> [SchemaFile] {
        var files: [SchemaFile] = []
        var problems: [SchemaError.Problem] = []
        for name in try names(in: path) {
            let file = "\(path)/\(name)"
            do throws(Failure) {
                files.append(SchemaFile(name: file, bytes: try contents(of: file)))
            } catch {
                problems.append(.init(file: file, reason: error.reason))
            }
        }
        guard problems.isEmpty else { throw SchemaError(problems) }
        return files
    }

    /// What a folder looks like from outside: equal as long as nobody has written to it.
    public struct Look: Hashable, Sendable {
        fileprivate struct Entry: Hashable, Sendable {
            let name: String
            let inode: UInt64
            let byteCount: Int
            let seconds: Int
            let nanoseconds: Int
        }

        fileprivate let entries: [Entry]
    }

    /// Looks at a folder without reading its files: names, sizes, and times of change.
    ///
    /// - Throws: ``SchemaError`` when the folder cannot be listed.
    public static func look(at path: String) throws(SchemaError) -> Look {
        var entries: [Look.Entry] = []
        for name in try names(in: path) {
            var status = stat()
            // One that is gone by now, or may not be read, is told of by whoever reads it.
            unsafe stat("\(path)/\(name)", &status)
            entries.append(
                Look.Entry(
                    name: name,
                    inode: UInt64(status.st_ino),
                    byteCount: Int(status.st_size),
                    seconds: status.st_mtim.tv_sec,
                    nanoseconds: status.st_mtim.tv_nsec
                )
            )
        }
        return Look(entries: entries)
    }

    private struct Failure: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }

        init(errno code: Int32, _ doing: String) {
            reason = unsafe "cannot be \(doing): \(String(cString: strerror(code)))"
        }
    }

    private static func names(in path: String) throws(SchemaError) -> [String] {
        guard let folder = unsafe opendir(path) else {
            let reason = Failure(errno: errno, "listed").reason
            throw SchemaError([.init(file: path, reason: reason)])
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    unsafe String(cString: $0)
                }
            }
            if name.hasSuffix(".json"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(errno: errno, "opened") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(errno: errno, "read")
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= fileBytesMax else {
                throw Failure("larger than \(fileBytesMax) bytes, so no schema")
            }
        }
    }
}

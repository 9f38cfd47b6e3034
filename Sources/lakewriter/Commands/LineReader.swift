import Foundation

/// Reads a file in chunks that end where lines do.
struct LineReader {
    /// The file's size; nil for standard input and pipes.
    let totalBytes: Int?
    private let handle: FileHandle
    private let chunkBytes: Int
    private var rest = Data()
    private var isAtEnd = false

    /// Opens a file; `-` is standard input.
    init(_ path: String, chunkBytes: Int) throws {
        self.chunkBytes = chunkBytes
        if path == "-" {
            handle = .standardInput
            totalBytes = nil
            return
        }
        handle = try FileHandle(forReadingFrom: URL(filePath: path))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        totalBytes = attributes[.size] as? Int
    }

    /// The next chunk of whole lines, at most a line longer than asked for; nil at the end.
    mutating func next() throws -> [UInt8]? {
        while true {
            if rest.count >= chunkBytes || isAtEnd, let end = lastLineEnd {
                defer { rest = Data(rest[end...]) }
                return Array(rest[..<end])
            }
            if isAtEnd {
                defer { rest = Data() }
                return rest.isEmpty ? nil : Array(rest)
            }
            if let more = try handle.read(upToCount: chunkBytes), !more.isEmpty {
                rest.append(more)
            } else {
                isAtEnd = true
            }
        }
    }

    private var lastLineEnd: Data.Index? {
        rest.lastIndex(of: UInt8(ascii: "\n")).map { rest.index(after: $0) }
    }
}

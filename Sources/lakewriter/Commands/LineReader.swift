import Foundation

/// Reads a file in chunks that end where lines do.
struct LineReader {
    /// The file's size; nil for standard input and pipes.
    let totalBytes: Int?
    private let path: String
    private let handle: FileHandle
    private let chunkBytes: Int
    private let lineBytesMax: Int
    private var rest = Data()
    private var isAtEnd = false

    /// Opens a file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: which file.
    ///   - chunkBytes: the most bytes of a chunk of several lines.
    ///   - lineBytesMax: the most bytes of one line.
    /// - Throws: ``LineReaderError`` when the file cannot be read.
    init(_ path: String, chunkBytes: Int, lineBytesMax: Int) throws {
        self.path = path
        self.chunkBytes = chunkBytes
        self.lineBytesMax = lineBytesMax
        if path == "-" {
            handle = .standardInput
            totalBytes = nil
            return
        }
        do {
            handle = try FileHandle(forReadingFrom: URL(filePath: path))
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            totalBytes = attributes[.size] as? Int
        } catch {
            throw LineReaderError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// The next chunk of whole lines, of one line at least; nil at the end.
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
            guard rest.count <= lineBytesMax else {
                throw LineReaderError(
                    "\(path) has a line of more than \(lineBytesMax) bytes; one line is one event"
                )
            }
            let wanted = rest.count < chunkBytes ? chunkBytes - rest.count : chunkBytes
            if let more = try handle.read(upToCount: wanted), !more.isEmpty {
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

import CZlib

/// Compresses, sums and heads the pages of one column chunk, one after another in the workspace.
///
/// | part | bytes |
/// |---|---|
/// | header | `PageHeader` in the compact protocol |
/// | body | v1, dictionary: compressed as one; v2: levels as they are, then compressed values |
///
/// The CRC-32, zlib's polynomial, covers the body as it lies in the file.
/// Source: Parquet README.md, "Data Pages" and "Checksumming".
struct PageWriter {
    let compression: Compression
    let writesChecksums: Bool
    let workspace: EncoderWorkspace
    /// Bytes of all pages before compression, headers included.
    private(set) var totalUncompressedSize = 0
    /// Bytes of all bodies before compression.
    private(set) var bodySize = 0
    /// Bytes of all bodies as they lie in the file.
    private(set) var storedSize = 0

    /// Creates the writer of a chunk's pages and empties the workspace's chunk.
    init(compression: Compression, writesChecksums: Bool, workspace: EncoderWorkspace) {
        self.compression = compression
        self.writesChecksums = writesChecksums
        self.workspace = workspace
        workspace.chunk.removeAll()
    }

    /// The codec as the column's metadata names it.
    var codec: CompressionCodec {
        compression == .uncompressed ? .uncompressed : .zstd
    }

    /// Appends a page to the chunk, and returns its size with its header.
    ///
    /// `header` says all but sizes and checksum. The body's first `levelBytes` bytes stay
    /// uncompressed.
    ///
    /// - Throws: ``ParquetError`` `rows` when the page is 2 GiB or more, `compression`.
    mutating func write(
        _ header: PageHeader,
        body: Scratch<UInt8>,
        levelBytes: Int = 0
    ) throws(ParquetError) -> Int {
        guard let uncompressedSize = Int32(exactly: body.count) else {
            throw ParquetError(.rows, "a page of \(body.count) bytes; 2 GiB is the most")
        }
        var header = header
        let stored = try store(body, levelBytes: levelBytes, &header)
        guard let storedBytes = Int32(exactly: stored.count) else {
            throw ParquetError(.rows, "a page of \(stored.count) bytes; 2 GiB is the most")
        }
        header.uncompressedPageSize = uncompressedSize
        header.compressedPageSize = storedBytes
        if writesChecksums {
            let sum = unsafe crc32_z(0, stored.base, stored.count)
            header.crc = Int32(truncatingIfNeeded: sum)
        }
        let headerBytes = header.compactBytes
        workspace.chunk.append(contentsOf: headerBytes)
        unsafe workspace.chunk.append(raw: stored.base, count: stored.count)
        totalUncompressedSize += headerBytes.count + body.count
        bodySize += body.count
        storedSize += stored.count
        return headerBytes.count + stored.count
    }

    private func store(
        _ body: Scratch<UInt8>,
        levelBytes: Int,
        _ header: inout PageHeader
    ) throws(ParquetError) -> Scratch<UInt8> {
        let isV2 = header.dataPageHeaderV2 != nil
        guard case .zstd(let level) = compression else {
            if isV2 { header.dataPageHeaderV2?.isCompressed = false }
            return body
        }
        let stored = workspace.storedBody
        stored.removeAll()
        unsafe stored.append(raw: body.base, count: levelBytes)
        let valueBytes = body.count - levelBytes
        // A page of nulls has no values; in v2 a frame around nothing confuses some readers.
        if isV2, valueBytes == 0 {
            header.dataPageHeaderV2?.isCompressed = false
            return body
        }
        let size = try unsafe workspace.zstd.compress(
            body.base + levelBytes,
            count: valueBytes,
            level: level,
            into: stored
        )
        guard isV2 else { return stored }
        header.dataPageHeaderV2?.isCompressed = size < valueBytes
        return size < valueBytes ? stored : body
    }
}

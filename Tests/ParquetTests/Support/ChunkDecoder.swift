import ByteCoding
import CZlib
import CZstd
import LakeModel
import Parquet

/// Decodes a column chunk of a written file, and checks headers, checksums and the page indices
/// against what it finds.
struct ChunkDecoder {
    let file: [UInt8]
    let field: Field
    let chunk: ColumnChunk
    let metaData: ColumnMetaData
    let definitionMax: Int
    let repetitionMax: Int

    /// One data page's entries.
    struct Page {
        let offset: Int
        let size: Int
        let entries: [DremelOracle.Entry]
    }

    func pages() throws -> [Page] {
        var dictionary: [SampleValue] = []
        var pages: [Page] = []
        let start = Int(metaData.dictionaryPageOffset ?? metaData.dataPageOffset)
        let end = start + Int(metaData.totalCompressedSize)
        var offset = start
        while offset < end {
            var reader = CompactReader(file[offset..<end])
            let header = try PageHeader(from: &reader)
            let first = offset + reader.offset
            let next = first + Int(header.compressedPageSize)
            let body = Array(file[first..<next])
            try check(Int32(truncatingIfNeeded: crc32_z(0, body, body.count)) == header.crc, "crc")
            if let page = header.dictionaryPageHeader {
                var bytes = ByteReader(try decompress(body, header))
                dictionary = try (0..<page.valueCount).map { _ in
                    try PageDecoder.plain(field, &bytes)
                }
                try check(bytes.remaining == 0, "bytes behind the dictionary")
            } else {
                let entries = try entries(header, body, dictionary)
                pages.append(Page(offset: offset, size: next - offset, entries: entries))
            }
            offset = next
        }
        return pages
    }

    private func entries(
        _ header: PageHeader,
        _ body: [UInt8],
        _ dictionary: [SampleValue]
    ) throws -> [DremelOracle.Entry] {
        if let page = header.dataPageHeader {
            var reader = ByteReader(try decompress(body, header))
            let count = Int(page.valueCount)
            let repetitions = try levels(&reader, count, repetitionMax)
            let definitions = try levels(&reader, count, definitionMax)
            return try assemble(repetitions, definitions, page.encoding, &reader, dictionary)
        }
        guard let page = header.dataPageHeaderV2 else {
            throw ParquetError(.malformed, "no data page header")
        }
        let count = Int(page.valueCount)
        let split = Int(page.repetitionLevelsByteLength)
        let levelBytes = split + Int(page.definitionLevelsByteLength)
        var repetition = ByteReader(body[..<split])
        var definition = ByteReader(body[split..<levelBytes])
        let repetitions = try hybrid(&repetition, count, repetitionMax)
        let definitions = try hybrid(&definition, count, definitionMax)
        try check(repetition.remaining == 0 && definition.remaining == 0, "bytes behind levels")
        try check(repetitions.count { $0 == 0 } == page.rowCount, "rows of the page")
        try check(definitions.count { $0 < definitionMax } == page.nullCount, "nulls of the page")
        let rest = Array(body[levelBytes...])
        let size = Int(header.uncompressedPageSize) - levelBytes
        let isRaw = page.isCompressed == false || metaData.codec == .uncompressed
        var reader = ByteReader(isRaw ? rest : try Self.decompress(rest, size: size))
        return try assemble(repetitions, definitions, page.encoding, &reader, dictionary)
    }

    private func assemble(
        _ repetitions: [Int],
        _ definitions: [Int],
        _ encoding: Encoding,
        _ reader: inout ByteReader,
        _ dictionary: [SampleValue]
    ) throws -> [DremelOracle.Entry] {
        let present = definitions.count { $0 == definitionMax }
        var values = try PageDecoder.values(
            encoding,
            field,
            &reader,
            count: present,
            dictionary: dictionary
        ).makeIterator()
        try check(reader.remaining == 0, "\(reader.remaining) bytes behind the values")
        return zip(repetitions, definitions).map { repetition, definition in
            DremelOracle.Entry(
                repetition: repetition,
                definition: definition,
                value: definition == definitionMax ? values.next() : nil
            )
        }
    }

    private func levels(_ reader: inout ByteReader, _ count: Int, _ maximum: Int) throws -> [Int] {
        guard maximum > 0 else { return Array(repeating: 0, count: count) }
        let size = Int(try reader.read(littleEndian: UInt32.self))
        var levels = ByteReader(try reader.read(count: size))
        let values = try hybrid(&levels, count, maximum)
        try check(levels.remaining == 0, "bytes behind the levels")
        return values
    }

    private func hybrid(_ reader: inout ByteReader, _ count: Int, _ maximum: Int) throws -> [Int] {
        guard maximum > 0 else { return Array(repeating: 0, count: count) }
        let width = RunLengthHybrid.width(of: maximum)
        return try PageDecoder.hybrid(&reader, count: count, width: width)
    }

    private func decompress(_ body: [UInt8], _ header: PageHeader) throws -> [UInt8] {
        if metaData.codec == .uncompressed { return body }
        return try Self.decompress(body, size: Int(header.uncompressedPageSize))
    }

    private static func decompress(_ body: [UInt8], size: Int) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: size)
        guard ZSTD_decompress(&output, size, body, body.count) == size else {
            throw ParquetError(.malformed, "zstd")
        }
        return output
    }

    private func check(_ condition: Bool, _ what: String) throws {
        guard condition else { throw ParquetError(.malformed, "\(metaData.path): \(what)") }
    }
}

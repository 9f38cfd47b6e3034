/// What a column chunk holds and where.
///
/// Source: `parquet.thrift`, `ColumnMetaData`.
public struct ColumnMetaData: Hashable, Sendable {
    /// How values are laid out.
    public var type: PhysicalType
    /// All encodings of its pages, levels included.
    public var encodings: [Encoding]
    /// The names from the root, the root left out, to the leaf.
    public var path: [String]
    /// How its pages are compressed.
    public var codec: CompressionCodec
    /// The number of values, nulls and empty lists included.
    public var valueCount: Int64
    /// Bytes of its pages, headers included, before compression.
    public var totalUncompressedSize: Int64
    /// Bytes of its pages in the file, headers included.
    public var totalCompressedSize: Int64
    /// Texts of the writer's own.
    public var keyValueMetadata: [KeyValue]?
    /// The file's offset of the first data page.
    public var dataPageOffset: Int64
    /// Never written by anyone.
    public var indexPageOffset: Int64?
    /// The file's offset of the dictionary page.
    public var dictionaryPageOffset: Int64?
    /// What is known of its values.
    public var statistics: Statistics?
    /// How many pages it has of each kind.
    public var encodingStats: [PageEncodingStats]?
    /// The file's offset of its bloom filter.
    public var bloomFilterOffset: Int64?
    /// Bytes of its bloom filter, header included.
    public var bloomFilterLength: Int32?
    /// How large its values are in memory.
    public var sizeStatistics: SizeStatistics?

    /// Creates the structure.
    public init(
        type: PhysicalType,
        encodings: [Encoding],
        path: [String],
        codec: CompressionCodec,
        valueCount: Int64,
        totalUncompressedSize: Int64,
        totalCompressedSize: Int64,
        keyValueMetadata: [KeyValue]? = nil,
        dataPageOffset: Int64,
        indexPageOffset: Int64? = nil,
        dictionaryPageOffset: Int64? = nil,
        statistics: Statistics? = nil,
        encodingStats: [PageEncodingStats]? = nil,
        bloomFilterOffset: Int64? = nil,
        bloomFilterLength: Int32? = nil,
        sizeStatistics: SizeStatistics? = nil
    ) {
        self.type = type
        self.encodings = encodings
        self.path = path
        self.codec = codec
        self.valueCount = valueCount
        self.totalUncompressedSize = totalUncompressedSize
        self.totalCompressedSize = totalCompressedSize
        self.keyValueMetadata = keyValueMetadata
        self.dataPageOffset = dataPageOffset
        self.indexPageOffset = indexPageOffset
        self.dictionaryPageOffset = dictionaryPageOffset
        self.statistics = statistics
        self.encodingStats = encodingStats
        self.bloomFilterOffset = bloomFilterOffset
        self.bloomFilterLength = bloomFilterLength
        self.sizeStatistics = sizeStatistics
    }
}

extension ColumnMetaData: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var type: PhysicalType?
        var encodings: [Encoding]?
        var path: [String]?
        var codec: CompressionCodec?
        var valueCount: Int64?
        var totalUncompressedSize: Int64?
        var totalCompressedSize: Int64?
        var keyValueMetadata: [KeyValue]?
        var dataPageOffset: Int64?
        var indexPageOffset: Int64?
        var dictionaryPageOffset: Int64?
        var statistics: Statistics?
        var encodingStats: [PageEncodingStats]?
        var bloomFilterOffset: Int64?
        var bloomFilterLength: Int32?
        var sizeStatistics: SizeStatistics?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: type = try reader.int32(header).map(PhysicalType.init)
            case 2: encodings = try reader.int32s(header)?.map(Encoding.init)
            case 3: path = try reader.strings(header)
            case 4: codec = try reader.int32(header).map(CompressionCodec.init)
            case 5: valueCount = try reader.int64(header)
            case 6: totalUncompressedSize = try reader.int64(header)
            case 7: totalCompressedSize = try reader.int64(header)
            case 8: keyValueMetadata = try reader.list(header)
            case 9: dataPageOffset = try reader.int64(header)
            case 10: indexPageOffset = try reader.int64(header)
            case 11: dictionaryPageOffset = try reader.int64(header)
            case 12: statistics = try reader.structure(header)
            case 13: encodingStats = try reader.list(header)
            case 14: bloomFilterOffset = try reader.int64(header)
            case 15: bloomFilterLength = try reader.int32(header)
            case 16: sizeStatistics = try reader.structure(header)
            default: return false
            }
            return true
        }
        guard let type else { throw .missing("ColumnMetaData.type") }
        guard let encodings else { throw .missing("ColumnMetaData.encodings") }
        guard let path else { throw .missing("ColumnMetaData.path_in_schema") }
        guard let codec else { throw .missing("ColumnMetaData.codec") }
        guard let valueCount else { throw .missing("ColumnMetaData.num_values") }
        guard let totalUncompressedSize else {
            throw .missing("ColumnMetaData.total_uncompressed_size")
        }
        guard let totalCompressedSize else {
            throw .missing("ColumnMetaData.total_compressed_size")
        }
        guard let dataPageOffset else { throw .missing("ColumnMetaData.data_page_offset") }
        self.init(
            type: type,
            encodings: encodings,
            path: path,
            codec: codec,
            valueCount: valueCount,
            totalUncompressedSize: totalUncompressedSize,
            totalCompressedSize: totalCompressedSize,
            keyValueMetadata: keyValueMetadata,
            dataPageOffset: dataPageOffset,
            indexPageOffset: indexPageOffset,
            dictionaryPageOffset: dictionaryPageOffset,
            statistics: statistics,
            encodingStats: encodingStats,
            bloomFilterOffset: bloomFilterOffset,
            bloomFilterLength: bloomFilterLength,
            sizeStatistics: sizeStatistics
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, type.rawValue)
        writer.list(2, encodings.map(\.rawValue))
        writer.list(3, path)
        writer.field(4, codec.rawValue)
        writer.field(5, valueCount)
        writer.field(6, totalUncompressedSize)
        writer.field(7, totalCompressedSize)
        writer.list(8, keyValueMetadata)
        writer.field(9, dataPageOffset)
        writer.field(10, indexPageOffset)
        writer.field(11, dictionaryPageOffset)
        writer.field(12, statistics)
        writer.list(13, encodingStats)
        writer.field(14, bloomFilterOffset)
        writer.field(15, bloomFilterLength)
        writer.field(16, sizeStatistics)
    }
}

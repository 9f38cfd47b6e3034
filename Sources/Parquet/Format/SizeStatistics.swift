/// How large a column chunk is in memory, and how its levels are spread.
///
/// Source: `parquet.thrift`, `SizeStatistics`.
public struct SizeStatistics: Hashable, Sendable {
    /// Bytes of all BYTE_ARRAY values, lengths not counted.
    public var unencodedByteArrayDataBytes: Int64?
    /// How often each repetition level stands in the chunk.
    public var repetitionLevelHistogram: [Int64]?
    /// How often each definition level stands in the chunk.
    public var definitionLevelHistogram: [Int64]?

    /// Creates the structure.
    public init(
        unencodedByteArrayDataBytes: Int64? = nil,
        repetitionLevelHistogram: [Int64]? = nil,
        definitionLevelHistogram: [Int64]? = nil
    ) {
        self.unencodedByteArrayDataBytes = unencodedByteArrayDataBytes
        self.repetitionLevelHistogram = repetitionLevelHistogram
        self.definitionLevelHistogram = definitionLevelHistogram
    }
}

extension SizeStatistics: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var unencodedByteArrayDataBytes: Int64?
        var repetitionLevelHistogram: [Int64]?
        var definitionLevelHistogram: [Int64]?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: unencodedByteArrayDataBytes = try reader.int64(header)
            case 2: repetitionLevelHistogram = try reader.int64s(header)
            case 3: definitionLevelHistogram = try reader.int64s(header)
            default: return false
            }
            return true
        }
        self.init(
            unencodedByteArrayDataBytes: unencodedByteArrayDataBytes,
            repetitionLevelHistogram: repetitionLevelHistogram,
            definitionLevelHistogram: definitionLevelHistogram
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, unencodedByteArrayDataBytes)
        writer.list(2, repetitionLevelHistogram)
        writer.list(3, definitionLevelHistogram)
    }
}

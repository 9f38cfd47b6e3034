/// The header of a page in the first layout: levels and values compressed as one.
///
/// Source: `parquet.thrift`, `DataPageHeader`.
package struct DataPageHeader: Hashable, Sendable {
    /// The number of values, nulls included.
    package var valueCount: Int32
    /// How values are encoded.
    package var encoding: Encoding
    /// How definition levels are encoded.
    package var definitionLevelEncoding: Encoding
    /// How repetition levels are encoded.
    package var repetitionLevelEncoding: Encoding
    /// What is known of the values; the column index says it instead.
    package var statistics: Statistics?

    /// Creates the structure.
    package init(
        valueCount: Int32,
        encoding: Encoding,
        definitionLevelEncoding: Encoding,
        repetitionLevelEncoding: Encoding,
        statistics: Statistics? = nil
    ) {
        self.valueCount = valueCount
        self.encoding = encoding
        self.definitionLevelEncoding = definitionLevelEncoding
        self.repetitionLevelEncoding = repetitionLevelEncoding
        self.statistics = statistics
    }
}

extension DataPageHeader: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var valueCount: Int32?
        var encoding: Encoding?
        var definitionLevelEncoding: Encoding?
        var repetitionLevelEncoding: Encoding?
        var statistics: Statistics?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: valueCount = try reader.int32(header)
            case 2: encoding = try reader.int32(header).map(Encoding.init)
            case 3: definitionLevelEncoding = try reader.int32(header).map(Encoding.init)
            case 4: repetitionLevelEncoding = try reader.int32(header).map(Encoding.init)
            case 5: statistics = try reader.structure(header)
            default: return false
            }
            return true
        }
        guard let valueCount else { throw .missing("DataPageHeader.num_values") }
        guard let encoding else { throw .missing("DataPageHeader.encoding") }
        guard let definitionLevelEncoding else {
            throw .missing("DataPageHeader.definition_level_encoding")
        }
        guard let repetitionLevelEncoding else {
            throw .missing("DataPageHeader.repetition_level_encoding")
        }
        self.init(
            valueCount: valueCount,
            encoding: encoding,
            definitionLevelEncoding: definitionLevelEncoding,
            repetitionLevelEncoding: repetitionLevelEncoding,
            statistics: statistics
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, valueCount)
        writer.field(2, encoding.rawValue)
        writer.field(3, definitionLevelEncoding.rawValue)
        writer.field(4, repetitionLevelEncoding.rawValue)
        writer.field(5, statistics)
    }
}

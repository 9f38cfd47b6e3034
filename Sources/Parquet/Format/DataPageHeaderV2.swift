/// The header of a page in the second layout: levels first, never compressed.
///
/// Source: `parquet.thrift`, `DataPageHeaderV2`.
package struct DataPageHeaderV2: Hashable, Sendable {
    /// The number of values, nulls included.
    package var valueCount: Int32
    /// The number of nulls.
    package var nullCount: Int32
    /// The number of rows.
    package var rowCount: Int32
    /// How values are encoded.
    package var encoding: Encoding
    /// Bytes of the definition levels.
    package var definitionLevelsByteLength: Int32
    /// Bytes of the repetition levels, which come first.
    package var repetitionLevelsByteLength: Int32
    /// Whether the values are compressed; nil means yes.
    package var isCompressed: Bool?
    /// What is known of the values; the column index says it instead.
    package var statistics: Statistics?

    /// Creates the structure.
    package init(
        valueCount: Int32,
        nullCount: Int32,
        rowCount: Int32,
        encoding: Encoding,
        definitionLevelsByteLength: Int32,
        repetitionLevelsByteLength: Int32,
        isCompressed: Bool? = nil,
        statistics: Statistics? = nil
    ) {
        self.valueCount = valueCount
        self.nullCount = nullCount
        self.rowCount = rowCount
        self.encoding = encoding
        self.definitionLevelsByteLength = definitionLevelsByteLength
        self.repetitionLevelsByteLength = repetitionLevelsByteLength
        self.isCompressed = isCompressed
        self.statistics = statistics
    }
}

extension DataPageHeaderV2: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var valueCount: Int32?
        var nullCount: Int32?
        var rowCount: Int32?
        var encoding: Encoding?
        var definitionLevelsByteLength: Int32?
        var repetitionLevelsByteLength: Int32?
        var isCompressed: Bool?
        var statistics: Statistics?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: valueCount = try reader.int32(header)
            case 2: nullCount = try reader.int32(header)
            case 3: rowCount = try reader.int32(header)
            case 4: encoding = try reader.int32(header).map(Encoding.init)
            case 5: definitionLevelsByteLength = try reader.int32(header)
            case 6: repetitionLevelsByteLength = try reader.int32(header)
            case 7: isCompressed = try reader.bool(header)
            case 8: statistics = try reader.structure(header)
            default: return false
            }
            return true
        }
        guard let valueCount else { throw .missing("DataPageHeaderV2.num_values") }
        guard let nullCount else { throw .missing("DataPageHeaderV2.num_nulls") }
        guard let rowCount else { throw .missing("DataPageHeaderV2.num_rows") }
        guard let encoding else { throw .missing("DataPageHeaderV2.encoding") }
        guard let definitionLevelsByteLength else {
            throw .missing("DataPageHeaderV2.definition_levels_byte_length")
        }
        guard let repetitionLevelsByteLength else {
            throw .missing("DataPageHeaderV2.repetition_levels_byte_length")
        }
        self.init(
            valueCount: valueCount,
            nullCount: nullCount,
            rowCount: rowCount,
            encoding: encoding,
            definitionLevelsByteLength: definitionLevelsByteLength,
            repetitionLevelsByteLength: repetitionLevelsByteLength,
            isCompressed: isCompressed,
            statistics: statistics
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, valueCount)
        writer.field(2, nullCount)
        writer.field(3, rowCount)
        writer.field(4, encoding.rawValue)
        writer.field(5, definitionLevelsByteLength)
        writer.field(6, repetitionLevelsByteLength)
        writer.field(7, isCompressed)
        writer.field(8, statistics)
    }
}

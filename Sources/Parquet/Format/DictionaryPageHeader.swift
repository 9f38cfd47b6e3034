/// The header of a column chunk's dictionary.
///
/// Source: `parquet.thrift`, `DictionaryPageHeader`.
package struct DictionaryPageHeader: Hashable, Sendable {
    /// The number of entries.
    package var valueCount: Int32
    /// PLAIN.
    package var encoding: Encoding
    /// Whether the entries ascend.
    package var isSorted: Bool?

    /// Creates the structure.
    package init(
        valueCount: Int32,
        encoding: Encoding,
        isSorted: Bool? = nil
    ) {
        self.valueCount = valueCount
        self.encoding = encoding
        self.isSorted = isSorted
    }
}

extension DictionaryPageHeader: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var valueCount: Int32?
        var encoding: Encoding?
        var isSorted: Bool?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: valueCount = try reader.int32(header)
            case 2: encoding = try reader.int32(header).map(Encoding.init)
            case 3: isSorted = try reader.bool(header)
            default: return false
            }
            return true
        }
        guard let valueCount else { throw .missing("DictionaryPageHeader.num_values") }
        guard let encoding else { throw .missing("DictionaryPageHeader.encoding") }
        self.init(valueCount: valueCount, encoding: encoding, isSorted: isSorted)
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, valueCount)
        writer.field(2, encoding.rawValue)
        writer.field(3, isSorted)
    }
}

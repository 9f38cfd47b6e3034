/// Where the data pages of a column chunk lie.
///
/// Source: `parquet.thrift`, `OffsetIndex`.
public struct OffsetIndex: Hashable, Sendable {
    /// The pages in their order.
    public var pageLocations: [PageLocation]
    /// Bytes of the BYTE_ARRAY values of each page.
    public var unencodedByteArrayDataBytes: [Int64]?

    /// Creates the structure.
    public init(
        pageLocations: [PageLocation],
        unencodedByteArrayDataBytes: [Int64]? = nil
    ) {
        self.pageLocations = pageLocations
        self.unencodedByteArrayDataBytes = unencodedByteArrayDataBytes
    }
}

extension OffsetIndex: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var pageLocations: [PageLocation]?
        var unencodedByteArrayDataBytes: [Int64]?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: pageLocations = try reader.list(header)
            case 2: unencodedByteArrayDataBytes = try reader.int64s(header)
            default: return false
            }
            return true
        }
        guard let pageLocations else { throw .missing("OffsetIndex.page_locations") }
        self.init(
            pageLocations: pageLocations,
            unencodedByteArrayDataBytes: unencodedByteArrayDataBytes
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.list(1, pageLocations)
        writer.list(2, unencodedByteArrayDataBytes)
    }
}

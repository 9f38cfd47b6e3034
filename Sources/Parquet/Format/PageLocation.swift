/// Where a data page lies.
///
/// Source: `parquet.thrift`, `PageLocation`.
public struct PageLocation: Hashable, Sendable {
    /// The file's offset of the page's header.
    public var offset: Int64
    /// Bytes of the page, its header included.
    public var compressedPageSize: Int32
    /// The row of the row group that the page begins with.
    public var firstRowIndex: Int64

    /// Creates the structure.
    public init(
        offset: Int64,
        compressedPageSize: Int32,
        firstRowIndex: Int64
    ) {
        self.offset = offset
        self.compressedPageSize = compressedPageSize
        self.firstRowIndex = firstRowIndex
    }
}

extension PageLocation: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var offset: Int64?
        var compressedPageSize: Int32?
        var firstRowIndex: Int64?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: offset = try reader.int64(header)
            case 2: compressedPageSize = try reader.int32(header)
            case 3: firstRowIndex = try reader.int64(header)
            default: return false
            }
            return true
        }
        guard let offset else { throw .missing("PageLocation.offset") }
        guard let compressedPageSize else { throw .missing("PageLocation.compressed_page_size") }
        guard let firstRowIndex else { throw .missing("PageLocation.first_row_index") }
        self.init(
            offset: offset,
            compressedPageSize: compressedPageSize,
            firstRowIndex: firstRowIndex
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, offset)
        writer.field(2, compressedPageSize)
        writer.field(3, firstRowIndex)
    }
}

/// Some rows of a file: a column chunk for every leaf.
///
/// Source: `parquet.thrift`, `RowGroup`.
public struct RowGroup: Hashable, Sendable {
    /// The column chunks in the schema's order.
    public var columns: [ColumnChunk]
    /// Bytes of all column chunks before compression.
    public var totalByteSize: Int64
    /// The number of rows.
    public var rowCount: Int64
    /// What the rows are sorted by.
    public var sortingColumns: [SortingColumn]?
    /// The file's offset of the first page.
    public var fileOffset: Int64?
    /// Bytes of all column chunks in the file.
    public var totalCompressedSize: Int64?
    /// Which row group of the file it is, from 0.
    public var ordinal: Int16?

    /// Creates the structure.
    public init(
        columns: [ColumnChunk],
        totalByteSize: Int64,
        rowCount: Int64,
        sortingColumns: [SortingColumn]? = nil,
        fileOffset: Int64? = nil,
        totalCompressedSize: Int64? = nil,
        ordinal: Int16? = nil
    ) {
        self.columns = columns
        self.totalByteSize = totalByteSize
        self.rowCount = rowCount
        self.sortingColumns = sortingColumns
        self.fileOffset = fileOffset
        self.totalCompressedSize = totalCompressedSize
        self.ordinal = ordinal
    }
}

extension RowGroup: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var columns: [ColumnChunk]?
        var totalByteSize: Int64?
        var rowCount: Int64?
        var sortingColumns: [SortingColumn]?
        var fileOffset: Int64?
        var totalCompressedSize: Int64?
        var ordinal: Int16?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: columns = try reader.list(header)
            case 2: totalByteSize = try reader.int64(header)
            case 3: rowCount = try reader.int64(header)
            case 4: sortingColumns = try reader.list(header)
            case 5: fileOffset = try reader.int64(header)
            case 6: totalCompressedSize = try reader.int64(header)
            case 7: ordinal = try reader.int16(header)
            default: return false
            }
            return true
        }
        guard let columns else { throw .missing("RowGroup.columns") }
        guard let totalByteSize else { throw .missing("RowGroup.total_byte_size") }
        guard let rowCount else { throw .missing("RowGroup.num_rows") }
        self.init(
            columns: columns,
            totalByteSize: totalByteSize,
            rowCount: rowCount,
            sortingColumns: sortingColumns,
            fileOffset: fileOffset,
            totalCompressedSize: totalCompressedSize,
            ordinal: ordinal
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.list(1, columns)
        writer.field(2, totalByteSize)
        writer.field(3, rowCount)
        writer.list(4, sortingColumns)
        writer.field(5, fileOffset)
        writer.field(6, totalCompressedSize)
        writer.field(7, ordinal)
    }
}

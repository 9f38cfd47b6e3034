/// One column's part of a row group.
///
/// Source: `parquet.thrift`, `ColumnChunk`.
public struct ColumnChunk: Hashable, Sendable {
    /// Another file that holds the data; never written.
    public var filePath: String?
    /// Deprecated; 0 as the specification asks.
    public var fileOffset: Int64
    /// What it holds and where; absent when encrypted.
    public var metaData: ColumnMetaData?
    /// The file's offset of its offset index.
    public var offsetIndexOffset: Int64?
    /// Bytes of its offset index.
    public var offsetIndexLength: Int32?
    /// The file's offset of its column index.
    public var columnIndexOffset: Int64?
    /// Bytes of its column index.
    public var columnIndexLength: Int32?

    /// Creates the structure.
    public init(
        filePath: String? = nil,
        fileOffset: Int64,
        metaData: ColumnMetaData? = nil,
        offsetIndexOffset: Int64? = nil,
        offsetIndexLength: Int32? = nil,
        columnIndexOffset: Int64? = nil,
        columnIndexLength: Int32? = nil
    ) {
        self.filePath = filePath
        self.fileOffset = fileOffset
        self.metaData = metaData
        self.offsetIndexOffset = offsetIndexOffset
        self.offsetIndexLength = offsetIndexLength
        self.columnIndexOffset = columnIndexOffset
        self.columnIndexLength = columnIndexLength
    }
}

extension ColumnChunk: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var filePath: String?
        var fileOffset: Int64?
        var metaData: ColumnMetaData?
        var offsetIndexOffset: Int64?
        var offsetIndexLength: Int32?
        var columnIndexOffset: Int64?
        var columnIndexLength: Int32?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: filePath = try reader.string(header)
            case 2: fileOffset = try reader.int64(header)
            case 3: metaData = try reader.structure(header)
            case 4: offsetIndexOffset = try reader.int64(header)
            case 5: offsetIndexLength = try reader.int32(header)
            case 6: columnIndexOffset = try reader.int64(header)
            case 7: columnIndexLength = try reader.int32(header)
            default: return false
            }
            return true
        }
        guard let fileOffset else { throw .missing("ColumnChunk.file_offset") }
        self.init(
            filePath: filePath,
            fileOffset: fileOffset,
            metaData: metaData,
            offsetIndexOffset: offsetIndexOffset,
            offsetIndexLength: offsetIndexLength,
            columnIndexOffset: columnIndexOffset,
            columnIndexLength: columnIndexLength
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, filePath)
        writer.field(2, fileOffset)
        writer.field(3, metaData)
        writer.field(4, offsetIndexOffset)
        writer.field(5, offsetIndexLength)
        writer.field(6, columnIndexOffset)
        writer.field(7, columnIndexLength)
    }
}

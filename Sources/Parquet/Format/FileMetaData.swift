/// The footer: what a file holds and where.
///
/// Source: `parquet.thrift`, `FileMetaData`.
public struct FileMetaData: Hashable, Sendable {
    /// 1 or 2; it says nothing that a reader may rely on.
    public var version: Int32
    /// The schema tree, depth first, the root first.
    public var schema: [SchemaElement]
    /// The number of rows.
    public var rowCount: Int64
    /// The row groups in their order.
    public var rowGroups: [RowGroup]
    /// Texts of the writer's own.
    public var keyValueMetadata: [KeyValue]?
    /// Which program wrote the file.
    public var createdBy: String?
    /// By which order each leaf's bounds are meant.
    public var columnOrders: [ColumnOrder]?

    /// Creates the structure.
    public init(
        version: Int32,
        schema: [SchemaElement],
        rowCount: Int64,
        rowGroups: [RowGroup],
        keyValueMetadata: [KeyValue]? = nil,
        createdBy: String? = nil,
        columnOrders: [ColumnOrder]? = nil
    ) {
        self.version = version
        self.schema = schema
        self.rowCount = rowCount
        self.rowGroups = rowGroups
        self.keyValueMetadata = keyValueMetadata
        self.createdBy = createdBy
        self.columnOrders = columnOrders
    }
}

extension FileMetaData: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var version: Int32?
        var schema: [SchemaElement]?
        var rowCount: Int64?
        var rowGroups: [RowGroup]?
        var keyValueMetadata: [KeyValue]?
        var createdBy: String?
        var columnOrders: [ColumnOrder]?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: version = try reader.int32(header)
            case 2: schema = try reader.list(header)
            case 3: rowCount = try reader.int64(header)
            case 4: rowGroups = try reader.list(header)
            case 5: keyValueMetadata = try reader.list(header)
            case 6: createdBy = try reader.string(header)
            case 7: columnOrders = try reader.list(header)
            default: return false
            }
            return true
        }
        guard let version else { throw .missing("FileMetaData.version") }
        guard let schema else { throw .missing("FileMetaData.schema") }
        guard let rowCount else { throw .missing("FileMetaData.num_rows") }
        guard let rowGroups else { throw .missing("FileMetaData.row_groups") }
        self.init(
            version: version,
            schema: schema,
            rowCount: rowCount,
            rowGroups: rowGroups,
            keyValueMetadata: keyValueMetadata,
            createdBy: createdBy,
            columnOrders: columnOrders
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, version)
        writer.list(2, schema)
        writer.field(3, rowCount)
        writer.list(4, rowGroups)
        writer.list(5, keyValueMetadata)
        writer.field(6, createdBy)
        writer.list(7, columnOrders)
    }
}

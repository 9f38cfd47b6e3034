/// A column that the rows of a row group are sorted by.
///
/// Source: `parquet.thrift`, `SortingColumn`.
public struct SortingColumn: Hashable, Sendable {
    /// Which leaf, counted from 0 in the schema's order.
    public var columnIndex: Int32
    /// Whether values fall.
    public var isDescending: Bool
    /// Whether nulls precede values.
    public var nullsFirst: Bool

    /// Creates the structure.
    public init(
        columnIndex: Int32,
        isDescending: Bool,
        nullsFirst: Bool
    ) {
        self.columnIndex = columnIndex
        self.isDescending = isDescending
        self.nullsFirst = nullsFirst
    }
}

extension SortingColumn: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var columnIndex: Int32?
        var isDescending: Bool?
        var nullsFirst: Bool?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: columnIndex = try reader.int32(header)
            case 2: isDescending = try reader.bool(header)
            case 3: nullsFirst = try reader.bool(header)
            default: return false
            }
            return true
        }
        guard let columnIndex else { throw .missing("SortingColumn.column_idx") }
        guard let isDescending else { throw .missing("SortingColumn.descending") }
        guard let nullsFirst else { throw .missing("SortingColumn.nulls_first") }
        self.init(columnIndex: columnIndex, isDescending: isDescending, nullsFirst: nullsFirst)
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, columnIndex)
        writer.field(2, isDescending)
        writer.field(3, nullsFirst)
    }
}

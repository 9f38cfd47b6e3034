/// What is known of the values of each data page of a column chunk.
///
/// Source: `parquet.thrift`, `ColumnIndex`.
public struct ColumnIndex: Hashable, Sendable {
    /// Whether a page has no value; its bounds are then empty and mean nothing.
    public var nullPages: [Bool]
    /// A lower bound of each page's values.
    public var minValues: [[UInt8]]
    /// An upper bound of each page's values.
    public var maxValues: [[UInt8]]
    /// How the bounds follow each other.
    public var boundaryOrder: BoundaryOrder
    /// The number of nulls in each page.
    public var nullCounts: [Int64]?
    /// How often each repetition level stands in each page.
    public var repetitionLevelHistograms: [Int64]?
    /// How often each definition level stands in each page.
    public var definitionLevelHistograms: [Int64]?
    /// The number of NaN values in each page.
    public var nanCounts: [Int64]?

    /// Creates the structure.
    public init(
        nullPages: [Bool],
        minValues: [[UInt8]],
        maxValues: [[UInt8]],
        boundaryOrder: BoundaryOrder,
        nullCounts: [Int64]? = nil,
        repetitionLevelHistograms: [Int64]? = nil,
        definitionLevelHistograms: [Int64]? = nil,
        nanCounts: [Int64]? = nil
    ) {
        self.nullPages = nullPages
        self.minValues = minValues
        self.maxValues = maxValues
        self.boundaryOrder = boundaryOrder
        self.nullCounts = nullCounts
        self.repetitionLevelHistograms = repetitionLevelHistograms
        self.definitionLevelHistograms = definitionLevelHistograms
        self.nanCounts = nanCounts
    }
}

extension ColumnIndex: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var nullPages: [Bool]?
        var minValues: [[UInt8]]?
        var maxValues: [[UInt8]]?
        var boundaryOrder: BoundaryOrder?
        var nullCounts: [Int64]?
        var repetitionLevelHistograms: [Int64]?
        var definitionLevelHistograms: [Int64]?
        var nanCounts: [Int64]?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: nullPages = try reader.bools(header)
            case 2: minValues = try reader.byteArrays(header)
            case 3: maxValues = try reader.byteArrays(header)
            case 4: boundaryOrder = try reader.int32(header).map(BoundaryOrder.init)
            case 5: nullCounts = try reader.int64s(header)
            case 6: repetitionLevelHistograms = try reader.int64s(header)
            case 7: definitionLevelHistograms = try reader.int64s(header)
            case 8: nanCounts = try reader.int64s(header)
            default: return false
            }
            return true
        }
        guard let nullPages else { throw .missing("ColumnIndex.null_pages") }
        guard let minValues else { throw .missing("ColumnIndex.min_values") }
        guard let maxValues else { throw .missing("ColumnIndex.max_values") }
        guard let boundaryOrder else { throw .missing("ColumnIndex.boundary_order") }
        self.init(
            nullPages: nullPages,
            minValues: minValues,
            maxValues: maxValues,
            boundaryOrder: boundaryOrder,
            nullCounts: nullCounts,
            repetitionLevelHistograms: repetitionLevelHistograms,
            definitionLevelHistograms: definitionLevelHistograms,
            nanCounts: nanCounts
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.list(1, nullPages)
        writer.list(2, minValues)
        writer.list(3, maxValues)
        writer.field(4, boundaryOrder.rawValue)
        writer.list(5, nullCounts)
        writer.list(6, repetitionLevelHistograms)
        writer.list(7, definitionLevelHistograms)
        writer.list(8, nanCounts)
    }
}

/// What is known of the values of a column chunk.
///
/// Bounds never hold a NaN; a lower bound of zero is written as -0.0 and an upper one as +0.0,
/// because readers compare them both ways.
///
/// Source: `parquet.thrift`, `Statistics`.
public struct Statistics: Hashable, Sendable {
    /// An upper bound in an order that old writers did not agree on; never written.
    public var legacyMax: [UInt8]?
    /// A lower bound likewise.
    public var legacyMin: [UInt8]?
    /// The number of nulls.
    public var nullCount: Int64?
    /// The number of distinct values; never written.
    public var distinctCount: Int64?
    /// An upper bound of the values, as PLAIN without a length.
    public var maxValue: [UInt8]?
    /// A lower bound of the values, as PLAIN without a length.
    public var minValue: [UInt8]?
    /// Whether the upper bound is a value of the chunk.
    public var isMaxValueExact: Bool?
    /// Whether the lower bound is a value of the chunk.
    public var isMinValueExact: Bool?
    /// The number of NaN values, for floating point only.
    public var nanCount: Int64?

    /// Creates the structure.
    public init(
        legacyMax: [UInt8]? = nil,
        legacyMin: [UInt8]? = nil,
        nullCount: Int64? = nil,
        distinctCount: Int64? = nil,
        maxValue: [UInt8]? = nil,
        minValue: [UInt8]? = nil,
        isMaxValueExact: Bool? = nil,
        isMinValueExact: Bool? = nil,
        nanCount: Int64? = nil
    ) {
        self.legacyMax = legacyMax
        self.legacyMin = legacyMin
        self.nullCount = nullCount
        self.distinctCount = distinctCount
        self.maxValue = maxValue
        self.minValue = minValue
        self.isMaxValueExact = isMaxValueExact
        self.isMinValueExact = isMinValueExact
        self.nanCount = nanCount
    }
}

extension Statistics: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var legacyMax: [UInt8]?
        var legacyMin: [UInt8]?
        var nullCount: Int64?
        var distinctCount: Int64?
        var maxValue: [UInt8]?
        var minValue: [UInt8]?
        var isMaxValueExact: Bool?
        var isMinValueExact: Bool?
        var nanCount: Int64?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: legacyMax = try reader.bytes(header)
            case 2: legacyMin = try reader.bytes(header)
            case 3: nullCount = try reader.int64(header)
            case 4: distinctCount = try reader.int64(header)
            case 5: maxValue = try reader.bytes(header)
            case 6: minValue = try reader.bytes(header)
            case 7: isMaxValueExact = try reader.bool(header)
            case 8: isMinValueExact = try reader.bool(header)
            case 9: nanCount = try reader.int64(header)
            default: return false
            }
            return true
        }
        self.init(
            legacyMax: legacyMax,
            legacyMin: legacyMin,
            nullCount: nullCount,
            distinctCount: distinctCount,
            maxValue: maxValue,
            minValue: minValue,
            isMaxValueExact: isMaxValueExact,
            isMinValueExact: isMinValueExact,
            nanCount: nanCount
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, legacyMax)
        writer.field(2, legacyMin)
        writer.field(3, nullCount)
        writer.field(4, distinctCount)
        writer.field(5, maxValue)
        writer.field(6, minValue)
        writer.field(7, isMaxValueExact)
        writer.field(8, isMinValueExact)
        writer.field(9, nanCount)
    }
}

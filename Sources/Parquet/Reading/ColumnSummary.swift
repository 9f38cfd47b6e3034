/// What the footer says of one column chunk, in a form for people.
public struct ColumnSummary: Hashable, Sendable {
    /// Which row group it belongs to, from 0.
    public let rowGroup: Int
    /// The names from the root to the leaf, with dots between.
    public let path: String
    /// How values are laid out.
    public let type: PhysicalType
    /// How pages are compressed.
    public let codec: CompressionCodec
    /// How pages are encoded.
    public let encodings: [Encoding]
    /// The number of values, nulls included.
    public let valueCount: Int64
    /// The number of nulls; nil when it is not said.
    public let nullCount: Int64?
    /// Bytes in the file.
    public let compressedSize: Int64
    /// Bytes before compression.
    public let uncompressedSize: Int64
    /// The lower bound as text; nil when it is not said, or not of the leaf's type.
    public let lowerBound: String?
    /// The upper bound as text; nil when it is not said, or not of the leaf's type.
    public let upperBound: String?

    init(rowGroup: Int, leaf: SchemaElement, metaData: ColumnMetaData) {
        self.rowGroup = rowGroup
        path = metaData.path.joined(separator: ".")
        type = metaData.type
        codec = metaData.codec
        encodings = metaData.encodings
        valueCount = metaData.valueCount
        nullCount = metaData.statistics?.nullCount
        compressedSize = metaData.totalCompressedSize
        uncompressedSize = metaData.totalUncompressedSize
        lowerBound = metaData.statistics?.minValue.flatMap { BoundText.text($0, leaf) }
        upperBound = metaData.statistics?.maxValue.flatMap { BoundText.text($0, leaf) }
    }
}

/// A finished column chunk: its pages, and what the footer will say of them.
struct EncodedColumnChunk: Sendable {
    /// The pages.
    let bytes: [UInt8]
    /// What the footer says.
    let metaData: ColumnMetaData
    /// What is known of each page's values; nil when it cannot be said.
    let columnIndex: ColumnIndex?
    /// Where the data pages lie.
    let offsetIndex: OffsetIndex
    /// What is known of all values.
    let bounds: PageBounds
    /// The number of nulls, empty lists included.
    let nullCount: Int
}

extension EncodedColumnChunk {
    /// The chunk once its pages have been handed on.
    var withoutBytes: EncodedColumnChunk {
        EncodedColumnChunk(
            bytes: [],
            metaData: metaData,
            columnIndex: columnIndex,
            offsetIndex: offsetIndex,
            bounds: bounds,
            nullCount: nullCount
        )
    }
}

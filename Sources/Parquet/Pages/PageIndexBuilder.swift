/// Collects what the column and offset indices say of each data page.
///
/// Source: Parquet `PageIndex.md`; `parquet.thrift`, `ColumnIndex` and `OffsetIndex`.
struct PageIndexBuilder {
    let leaf: LeafColumn
    let boundLengthMax: Int

    private var locations: [PageLocation] = []
    private var byteSizes: [Int64] = []
    private var nullPages: [Bool] = []
    private var lowers: [BoundValue?] = []
    private var uppers: [BoundValue?] = []
    private var nullCounts: [Int64] = []
    private var nanCounts: [Int64] = []

    /// Creates an empty builder.
    init(leaf: LeafColumn, boundLengthMax: Int) {
        self.leaf = leaf
        self.boundLengthMax = boundLengthMax
    }

    /// The number of data pages so far.
    var pageCount: Int { locations.count }
    /// Where the first data page lies.
    var firstOffset: Int64 { locations.first?.offset ?? 0 }

    /// Takes in a page that lies at `offset` of the file; `byteSize` are its values' bytes.
    mutating func append(
        _ page: PageExtent,
        bounds: PageBounds,
        offset: Int,
        size: Int,
        byteSize: Int
    ) {
        locations.append(
            PageLocation(
                offset: Int64(offset),
                compressedPageSize: Int32(size),
                firstRowIndex: Int64(page.firstRow)
            )
        )
        byteSizes.append(Int64(byteSize))
        nullPages.append(page.values.isEmpty)
        lowers.append(bounds.lower.map(cutLower))
        uppers.append(bounds.upper.map(cutUpper))
        nullCounts.append(Int64(page.nullCount))
        nanCounts.append(Int64(bounds.nanCount))
    }

    /// Where the pages lie.
    var offsetIndex: OffsetIndex {
        OffsetIndex(
            pageLocations: locations,
            unencodedByteArrayDataBytes: leaf.layout == .bytes ? byteSizes : nil
        )
    }

    /// What is known of the pages' values; nil when there is a NaN among them, for the reason
    /// given at ``ColumnChunkWriter/statistics(_:nullCount:)``.
    var columnIndex: ColumnIndex? {
        guard nanCounts.allSatisfy({ $0 == 0 }) else { return nil }
        return ColumnIndex(
            nullPages: nullPages,
            minValues: lowers.map { $0?.plainBytes(leaf.layout) ?? [] },
            maxValues: uppers.map { $0?.plainBytes(leaf.layout) ?? [] },
            boundaryOrder: boundaryOrder,
            nullCounts: nullCounts,
            nanCounts: leaf.layout == .double ? nanCounts : nil
        )
    }

    /// Pages of nulls have no place in the order.
    private var boundaryOrder: BoundaryOrder {
        let lowers = lowers.compactMap { $0 }
        let uppers = uppers.compactMap { $0 }
        let pairs = [lowers, uppers].flatMap { zip($0, $0.dropFirst()) }
        if pairs.allSatisfy({ !$1.isLess(than: $0) }) { return .ascending }
        if pairs.allSatisfy({ !$0.isLess(than: $1) }) { return .descending }
        return .unordered
    }

    private func cutLower(_ bound: BoundValue) -> BoundValue {
        guard case .bytes(let value) = bound else { return bound }
        return .bytes(TruncatedBytes.lower(value, length: boundLengthMax, isText: leaf.isText))
    }

    /// The index has no way to leave a bound out: one that cannot be raised stays whole.
    private func cutUpper(_ bound: BoundValue) -> BoundValue {
        guard case .bytes(let value) = bound else { return bound }
        let cut = TruncatedBytes.upper(value, length: boundLengthMax, isText: leaf.isText)
        return .bytes(cut ?? value)
    }
}

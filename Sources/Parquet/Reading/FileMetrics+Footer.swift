import LakeModel

extension FileMetrics {
    /// Sums up what the footer of a file says.
    ///
    /// What the footer leaves out is left out here: a leaf without a field id or without counts
    /// has no entry, and one whose bounds are not known for every row group has none. Bounds are
    /// as the chunks' statistics cut them; a leaf with a NaN has none.
    ///
    /// - Parameters:
    ///   - footer: what ``FooterReader`` read and checked.
    ///   - fileSizeBytes: bytes of the whole file.
    /// - Throws: ``ParquetError`` `malformed` when the footer contradicts itself.
    public init(footer: FileMetaData, fileSizeBytes: Int) throws(ParquetError) {
        self.init(rowCount: 0, fileSizeBytes: fileSizeBytes, splitOffsets: [], columns: [:])
        for group in footer.rowGroups {
            rowCount = try Self.sum(rowCount, group.rowCount)
        }
        splitOffsets = Self.splitOffsets(footer.rowGroups)
        for (index, leaf) in try FooterLeaf.leaves(of: footer).enumerated() {
            guard let id = leaf.element.fieldID else { continue }
            let chunks = footer.rowGroups.map { $0.columns[index].metaData }
            columns[FieldID(id)] = try Self.column(leaf, chunks)
        }
    }

    /// Where the row groups begin; none at all where one of them does not say, or is not in order.
    private static func splitOffsets(_ groups: [RowGroup]) -> [Int] {
        let offsets = groups.compactMap { group -> Int? in
            if let offset = group.fileOffset { return Int(offset) }
            guard let first = group.columns.first?.metaData else { return nil }
            // Some writers say 0 where there is no dictionary.
            let dictionary = first.dictionaryPageOffset ?? 0
            let data = first.dataPageOffset
            return Int(dictionary > 0 ? min(dictionary, data) : data)
        }
        let isAscending = zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 }
        return offsets.count == groups.count && isAscending ? offsets : []
    }

    /// Sums up a leaf's chunks; nil when the footer does not say enough.
    private static func column(
        _ leaf: FooterLeaf,
        _ chunks: [ColumnMetaData?]
    ) throws(ParquetError) -> Column? {
        var column = Column(sizeBytes: 0, valueCount: 0, nullCount: 0)
        var nanCount: Int? = leaf.isFloatingPoint ? 0 : nil
        var bounds: PageBounds? = leaf.isInList ? nil : PageBounds()
        for chunk in chunks {
            guard let chunk, let nulls = chunk.statistics?.nullCount,
                (0...chunk.valueCount).contains(nulls)
            else { return nil }
            column.sizeBytes = try sum(column.sizeBytes, chunk.totalCompressedSize)
            column.valueCount = try sum(column.valueCount, chunk.valueCount)
            column.nullCount = try sum(column.nullCount, nulls)
            if let sofar = nanCount {
                nanCount = try chunk.statistics?.nanCount.map { count throws(ParquetError) in
                    try sum(sofar, count)
                }
            }
            guard nulls < chunk.valueCount else { continue }
            guard let known = leaf.bounds(chunk.statistics) else {
                bounds = nil
                continue
            }
            bounds?.merge(known)
        }
        column.nanCount = nanCount
        column.lowerBound = bounds?.lower
        column.upperBound = bounds?.upper
        return column
    }

    private static func sum(_ count: Int, _ more: Int64) throws(ParquetError) -> Int {
        let (sum, overflow) = count.addingReportingOverflow(Int(more))
        guard !overflow, more >= 0 else { throw .footer("counts that no file can have") }
        return sum
    }
}

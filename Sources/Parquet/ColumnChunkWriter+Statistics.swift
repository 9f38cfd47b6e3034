/// What the footer says of a chunk's values.
extension ColumnChunkWriter {
    /// Bounds, nulls and NaNs; bounds of text are cut and said not to be exact then.
    ///
    /// A chunk with a NaN has no bounds. They would be those of the numbers, as the specification
    /// asks; but Spark takes NaN for greater than every number, believes such an upper bound, and
    /// loses rows.
    func statistics(_ bounds: PageBounds, nullCount: Int) -> Statistics {
        var statistics = Statistics(nullCount: Int64(nullCount))
        if leaf.layout == .double { statistics.nanCount = Int64(bounds.nanCount) }
        guard bounds.nanCount == 0, let lower = bounds.lower, let upper = bounds.upper else {
            return statistics
        }
        let cut = leaf.truncated(bounds, length: settings.boundLengthMax)
        statistics.minValue = cut.lower?.plainBytes(leaf.layout)
        statistics.isMinValueExact = cut.lower == lower
        // Without an upper bound both are left out: some readers take half a pair for a whole.
        guard let cutUpper = cut.upper else {
            statistics.minValue = nil
            statistics.isMinValueExact = nil
            return statistics
        }
        statistics.maxValue = cutUpper.plainBytes(leaf.layout)
        statistics.isMaxValueExact = cutUpper == upper
        return statistics
    }

    /// How large the values are in memory, and how the levels are spread where that says more
    /// than the null count.
    var sizeStatistics: SizeStatistics? {
        let isBytes = leaf.layout == .bytes
        let hasLists = leaf.repetitionLevelMax > 0
        let isDeep = leaf.definitionLevelMax > 1
        guard isBytes || hasLists || isDeep else { return nil }
        let levels = workspace.levels
        return SizeStatistics(
            unencodedByteArrayDataBytes: isBytes ? Int64(workspace.leaf.data.count) : nil,
            repetitionLevelHistogram: hasLists
                ? histogram(levels.repetition, maximum: leaf.repetitionLevelMax) : nil,
            definitionLevelHistogram: isDeep || hasLists
                ? histogram(levels.definition, maximum: leaf.definitionLevelMax) : nil
        )
    }

    private func histogram(_ levels: Scratch<UInt8>, maximum: Int) -> [Int64] {
        var counts = [Int64](repeating: 0, count: maximum + 1)
        let levelValues = unsafe levels.base
        for index in 0..<levels.count { counts[unsafe Int(levelValues[index])] += 1 }
        return counts
    }
}

extension LeafColumn {
    /// Bounds of bytes cut to a length; of the rest, as they are.
    func truncated(_ bounds: PageBounds, length: Int) -> (lower: BoundValue?, upper: BoundValue?) {
        guard case .bytes(let lower) = bounds.lower, case .bytes(let upper) = bounds.upper else {
            return (bounds.lower, bounds.upper)
        }
        return (
            .bytes(TruncatedBytes.lower(lower, length: length, isText: isText)),
            TruncatedBytes.upper(upper, length: length, isText: isText).map(BoundValue.bytes)
        )
    }
}

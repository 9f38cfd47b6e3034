import LakeModel

extension FileMetrics {
    /// Sums up the row groups of a file.
    init(
        leaves: [LeafColumn],
        rowGroups: [RowGroupWriter.Result],
        fileSizeBytes: Int,
        boundLengthMax: Int
    ) {
        self.init(
            rowCount: rowGroups.reduce(0) { $0 + Int($1.rowGroup.rowCount) },
            fileSizeBytes: fileSizeBytes,
            splitOffsets: rowGroups.compactMap { $0.rowGroup.fileOffset.map(Int.init) },
            columns: [:]
        )
        for (index, leaf) in leaves.enumerated() {
            columns[leaf.field.id] = Column(
                leaf,
                rowGroups.map { $0.chunks[index] },
                boundLengthMax: boundLengthMax
            )
        }
    }
}

extension FileMetrics.Column {
    fileprivate init(_ leaf: LeafColumn, _ chunks: [EncodedColumnChunk], boundLengthMax: Int) {
        var bounds = PageBounds()
        for chunk in chunks { bounds.merge(chunk.bounds) }
        let cut = leaf.truncated(bounds, length: boundLengthMax)
        let isInList = leaf.repetitionLevelMax > 0
        self.init(
            sizeBytes: chunks.reduce(0) { $0 + Int($1.metaData.totalCompressedSize) },
            valueCount: chunks.reduce(0) { $0 + Int($1.metaData.valueCount) },
            nullCount: chunks.reduce(0) { $0 + $1.nullCount },
            nanCount: leaf.layout == .double ? bounds.nanCount : nil,
            lowerBound: isInList ? nil : cut.lower.map(leaf.inOwnType),
            upperBound: isInList ? nil : cut.upper.map(leaf.inOwnType)
        )
    }
}

extension LeafColumn {
    /// A bound as the field's type has it: decimals lie as integers where they are short.
    fileprivate func inOwnType(_ bound: BoundValue) -> BoundValue {
        guard case .decimal = field.type else { return bound }
        return switch bound {
        case .int(let value): .decimal(Int128(value))
        case .long(let value): .decimal(Int128(value))
        default: bound
        }
    }
}

package import Iceberg
package import LakeModel
package import Parquet

extension DataFile {
    /// The columns that a manifest speaks of; `write.metadata.metrics.max-inferred-column-defaults`
    /// is 100 by default, and every one of them is memory in each planner.
    private static let metricsColumnsMax = 100

    /// Describes a file of the lake for its table's manifest.
    ///
    /// Bounds are those of columns and of fields in structures, as the specification's
    /// single-value serialization has them. A column with a NaN has none: readers that take NaN
    /// for the greatest number would skip files that hold it.
    /// Source: Iceberg specification, "Manifests" and "Appendix D: Single-value serialization".
    ///
    /// - Parameters:
    ///   - metrics: what the file holds.
    ///   - uri: where it lies.
    ///   - table: whose rows it has.
    ///   - day: the day of all of its rows, in days since 1970-01-01.
    ///   - schema: what its columns are.
    package init(
        _ metrics: FileMetrics,
        uri: String,
        table: TableIdentifier,
        day: Int32,
        schema: TableSchema
    ) {
        self.init(
            filePath: uri,
            partition: [.bytes(Array(table.tenant.name.utf8)), .int(day)],
            recordCount: Int64(metrics.rowCount),
            fileSizeInBytes: Int64(metrics.fileSizeBytes)
        )
        let offsets = metrics.splitOffsets.map(Int64.init)
        splitOffsets = offsets.isEmpty ? nil : offsets
        for leaf in schema.fields.flatMap(\.leaves).prefix(Self.metricsColumnsMax) {
            guard let column = metrics.columns[leaf.id] else { continue }
            describe(leaf, column)
        }
    }

    private mutating func describe(_ leaf: Field, _ column: FileMetrics.Column) {
        let id = leaf.id.rawValue
        columnSizes[id] = Int64(column.sizeBytes)
        valueCounts[id] = Int64(column.valueCount)
        nullValueCounts[id] = Int64(column.nullCount)
        if let count = column.nanCount { nanValueCounts[id] = Int64(count) }
        guard column.nanCount ?? 0 == 0 else { return }
        lowerBounds[id] = column.lowerBound.flatMap { Self.bound($0, of: leaf, isUpper: false) }
        upperBounds[id] = column.upperBound.flatMap { Self.bound($0, of: leaf, isUpper: true) }
    }

    /// A bound's bytes; nil when a long text cannot be rounded up.
    private static func bound(_ value: BoundValue, of leaf: Field, isUpper: Bool) -> [UInt8]? {
        guard case .primitive(let type) = IcebergType(leaf.type) else { return nil }
        // A bound of another type than the column's is none.
        guard let bytes = try? Literal(value).serialized(as: type) else { return nil }
        return isUpper ? BoundTruncation.upper(bytes, type) : BoundTruncation.lower(bytes, type)
    }
}

extension Field {
    /// The fields that hold values: itself, or those below it.
    fileprivate var leaves: [Field] {
        switch type {
        case .structure(let fields): fields.flatMap(\.leaves)
        case .list(let element): element.leaves
        default: [self]
        }
    }
}

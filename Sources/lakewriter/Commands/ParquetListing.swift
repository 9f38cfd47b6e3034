import Parquet

/// What a Parquet file's footer says, as lines for people.
struct ParquetListing {
    private let inspector: FileInspector

    init(_ inspector: FileInspector) {
        self.inspector = inspector
    }

    /// The file, its schema, and a line for each column chunk.
    var lines: [String] {
        let footer = inspector.metaData
        var lines = [
            "Parquet file of \(inspector.fileSizeBytes) bytes: \(footer.rowCount) rows in "
                + "\(footer.rowGroups.count) row groups",
            "created by \(footer.createdBy ?? "nobody knows")",
        ]
        for pair in footer.keyValueMetadata ?? [] {
            lines.append("\(pair.key) = \(pair.value ?? "")")
        }
        lines += ["", inspector.schema.description, ""]
        lines += inspector.columns.map(Self.line)
        return lines
    }

    private static func line(_ column: ColumnSummary) -> String {
        let encodings = column.encodings.map { "\($0)" }.joined(separator: ",")
        let nulls = column.nullCount.map { ", \($0) null" } ?? ""
        let bounds: String
        if let low = column.lowerBound, let high = column.upperBound {
            bounds = ", \(low) … \(high)"
        } else {
            bounds = ""
        }
        return "group \(column.rowGroup)  \(column.path): \(column.valueCount) values\(nulls), "
            + "\(column.compressedSize) of \(column.uncompressedSize) bytes \(column.codec), "
            + "\(encodings)\(bounds)"
    }
}

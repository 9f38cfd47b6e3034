public import Iceberg
import LakeModel
public import ObjectStorage
import Parquet

/// Describes a data file by its own footer, for comparison with what a manifest says.
public enum FooterDescription {
    /// The describer of Parquet files in a store, whoever wrote them.
    ///
    /// Bounds are whole, as far as the footer has them; a column whose bounds the footer has in
    /// another type than the table's has none.
    public static func describer(store: any ObjectStore) -> DataFileDescriber {
        let format = ParquetFormat(compressionLevel: 1, createdBy: "")
        return { key, size, described, schema in
            let metrics = try await format.readMetrics(of: key, size: size, in: store)
            var file = DataFile(
                filePath: described.filePath,
                partition: described.partition,
                recordCount: Int64(metrics.rowCount),
                fileSizeInBytes: Int64(size)
            )
            file.splitOffsets = metrics.splitOffsets.map(Int64.init)
            for (id, column) in metrics.columns {
                file.valueCounts[id.rawValue] = Int64(column.valueCount)
                file.nullValueCounts[id.rawValue] = Int64(column.nullCount)
                guard case .primitive(let type)? = schema.field(id.rawValue)?.type else { continue }
                file.lowerBounds[id.rawValue] = bytes(column.lowerBound, type)
                file.upperBounds[id.rawValue] = bytes(column.upperBound, type)
            }
            return file
        }
    }

    private static func bytes(_ bound: BoundValue?, _ type: PrimitiveType) -> [UInt8]? {
        try? bound.map(Literal.init)?.serialized(as: type)
    }
}

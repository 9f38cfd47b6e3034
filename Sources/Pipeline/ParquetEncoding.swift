public import Columnar
import LakeModel
import Parquet

/// Encodes the lake's files: zstd Parquet, rows sorted as the schema asks.
public final class ParquetEncoding: DataFileEncoding {
    private var writer: FileWriter?
    private let workspace: EncoderWorkspace
    private let pool: WorkspacePool

    private init(
        _ schema: TableSchema,
        _ table: TableIdentifier,
        _ settings: WriterSettings,
        _ pool: WorkspacePool
    ) throws {
        self.pool = pool
        workspace = pool.take()
        writer = try FileWriter(
            schema: schema,
            settings: settings,
            keyValueMetadata: [
                ("lakewriter.tenant", table.tenant.name),
                ("lakewriter.table", table.table.name),
            ],
            sortedBy: schema.sortBy,
            workspace: workspace
        )
    }

    /// The encoder of a pipeline's files.
    ///
    /// - Parameters:
    ///   - compressionLevel: zstd's level.
    ///   - createdBy: who the files say wrote them.
    /// - Returns: what ``Components/encoder`` takes.
    public static func encoder(compressionLevel: Int, createdBy: String) -> DataFileEncoder {
        var settings = WriterSettings()
        settings.compression = .zstd(level: compressionLevel)
        settings.createdBy = createdBy
        let pool = WorkspacePool()
        return { [settings] schema, table in
            try ParquetEncoding(schema, table, settings, pool)
        }
    }

    /// Encodes rows; answers with the bytes that are ready.
    public func write(_ batch: RecordBatch) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try writer?.write(batch) { bytes += $0 }
        return bytes
    }

    /// Encodes what is left, and the footer.
    public func finish() throws -> [UInt8] {
        var bytes: [UInt8] = []
        guard let writer = writer.take() else { return bytes }
        _ = try writer.finish { bytes += $0 }
        pool.giveBack(workspace)
        return bytes
    }
}

import Columnar
import LakeModel
import Parquet

/// Encodes one file of ``ParquetFormat``.
final class ParquetEncoding: DataFileEncoding {
    private var writer: FileWriter?
    private let workspace: EncoderWorkspace
    private let pool: WorkspacePool

    init(
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

    func write(_ batch: RecordBatch) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try writer?.write(batch) { bytes += $0 }
        return bytes
    }

    func finish() throws -> (bytes: [UInt8], metrics: FileMetrics) {
        var bytes: [UInt8] = []
        guard let writer = writer.take() else {
            preconditionFailure("a file is finished once")
        }
        let metrics = try writer.finish { bytes += $0 }
        pool.giveBack(workspace)
        return (bytes, metrics)
    }
}

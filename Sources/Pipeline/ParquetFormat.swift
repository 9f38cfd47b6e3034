public import LakeModel
public import ObjectStorage
public import Parquet

/// The format of the lake's files: zstd Parquet, rows sorted as the schema asks.
public struct ParquetFormat: DataFileFormat {
    /// Bytes that are read from a file's end: with them, the footers of all but the widest tables
    /// take one request.
    private static let tailBytes = 64 << 10

    private let settings: WriterSettings
    private let pool = WorkspacePool()

    /// Creates the format.
    ///
    /// - Parameters:
    ///   - compressionLevel: zstd's level.
    ///   - createdBy: who the files say wrote them.
    public init(compressionLevel: Int, createdBy: String) {
        var settings = WriterSettings()
        settings.compression = .zstd(level: compressionLevel)
        settings.createdBy = createdBy
        self.settings = settings
    }

    /// Makes the encoder of one file.
    public func makeEncoder(
        _ schema: TableSchema,
        _ table: TableIdentifier
    ) throws -> any DataFileEncoding {
        try ParquetEncoding(schema, table, settings, pool)
    }

    /// Reads what a file holds from its footer.
    ///
    /// - Throws: ``ObjectStoreError``, or ``ParquetError`` when it is no Parquet file.
    public func readMetrics(
        of key: ObjectKey,
        size: Int,
        in store: any ObjectStore
    ) async throws -> FileMetrics {
        guard size >= FooterReader.trailerSize else {
            throw ParquetError(.malformed, "\(size) bytes are no Parquet file")
        }
        var tail = try await store.get(key, range: max(0, size - Self.tailBytes)..<size)
        let needed = try FooterReader.footerLength(trailer: tail[...]) + FooterReader.trailerSize
        if needed > tail.count, needed <= size {
            tail = try await store.get(key, range: (size - needed)..<size)
        }
        let footer = try FooterReader.read(tail: tail[...], fileSizeBytes: size)
        return try FileMetrics(footer: footer, fileSizeBytes: size)
    }
}

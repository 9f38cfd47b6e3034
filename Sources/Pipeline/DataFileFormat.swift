public import LakeModel
public import ObjectStorage
public import Parquet

/// What the lake's files are: how they are made, and how one that is there already is understood.
///
/// A seam: ``ParquetFormat`` is what the lake is written in.
public protocol DataFileFormat: Sendable {
    /// Makes the encoder of one file.
    func makeEncoder(
        _ schema: TableSchema,
        _ table: TableIdentifier
    ) throws -> any DataFileEncoding

    /// Reads from a file itself what it holds.
    ///
    /// An earlier process may have written the file with its rows in another order, so that row
    /// groups, sizes and bounds are others than those of the same rows encoded now.
    ///
    /// - Parameters:
    ///   - key: the file.
    ///   - size: bytes of the file.
    ///   - store: where it lies.
    /// - Returns: what manifests say of it.
    /// - Throws: ``ObjectStoreError``, or an error of the format when it is no such file.
    func readMetrics(
        of key: ObjectKey,
        size: Int,
        in store: any ObjectStore
    ) async throws -> FileMetrics
}

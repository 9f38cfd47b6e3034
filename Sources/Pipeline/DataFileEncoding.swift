public import Columnar
public import LakeModel

/// Turns the rows of one file into its bytes, piece by piece.
///
/// A seam: ``ParquetEncoding`` is what the lake is written with.
public protocol DataFileEncoding: AnyObject {
    /// Encodes rows; answers with the bytes that are ready, which may be none yet.
    func write(_ batch: RecordBatch) throws -> [UInt8]

    /// Encodes what is left, and the footer.
    func finish() throws -> [UInt8]
}

/// Makes the encoder of a file of a schema.
public typealias DataFileEncoder =
    @Sendable (_ schema: TableSchema, _ table: TableIdentifier) throws -> any DataFileEncoding

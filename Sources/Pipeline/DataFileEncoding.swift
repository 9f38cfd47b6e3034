public import Columnar
public import Parquet

/// Turns the rows of one file into its bytes, piece by piece; see ``DataFileFormat``.
public protocol DataFileEncoding: AnyObject {
    /// Encodes rows; answers with the bytes that are ready, which may be none yet.
    func write(_ batch: RecordBatch) throws -> [UInt8]

    /// Encodes what is left, and the footer; says what the whole file holds.
    func finish() throws -> (bytes: [UInt8], metrics: FileMetrics)
}

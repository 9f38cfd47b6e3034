import Columnar
import Parquet

/// The bytes of one file, piece by piece: its rows', then its footer's.
struct EncodedFile {
    private let encoding: any DataFileEncoding
    private var batches: ArraySlice<RecordBatch>
    /// What the file holds; known behind its last piece.
    private(set) var metrics: FileMetrics?

    init(_ encoding: any DataFileEncoding, batches: [RecordBatch]) {
        self.encoding = encoding
        self.batches = batches[...]
    }

    /// The next piece, which may be empty; nil behind the last one.
    mutating func next() throws -> [UInt8]? {
        if let batch = batches.popFirst() { return try encoding.write(batch) }
        guard metrics == nil else { return nil }
        let (bytes, metrics) = try encoding.finish()
        self.metrics = metrics
        return bytes
    }
}

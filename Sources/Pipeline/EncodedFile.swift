import Columnar

/// The bytes of one file, piece by piece: its rows', then its footer's.
struct EncodedFile {
    private let encoding: any DataFileEncoding
    private var batches: ArraySlice<RecordBatch>
    private var isFinished = false

    init(_ encoding: any DataFileEncoding, batches: [RecordBatch]) {
        self.encoding = encoding
        self.batches = batches[...]
    }

    /// The next piece, which may be empty; nil behind the last one.
    mutating func next() throws -> [UInt8]? {
        if let batch = batches.popFirst() { return try encoding.write(batch) }
        if isFinished { return nil }
        isFinished = true
        return try encoding.finish()
    }
}

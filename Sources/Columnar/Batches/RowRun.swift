/// Rows of one of several batches that follow each other.
public struct RowRun: Hashable, Sendable {
    /// Which batch.
    public let batch: Int
    /// Its first row.
    public let start: Int
    /// The number of rows.
    public let count: Int

    /// Creates a run.
    public init(batch: Int, start: Int, count: Int) {
        self.batch = batch
        self.start = start
        self.count = count
    }

    /// All rows of all batches, in their order.
    public static func all(of batches: [RecordBatch]) -> [RowRun] {
        batches.enumerated().filter { $1.rowCount > 0 }
            .map { RowRun(batch: $0, start: 0, count: $1.rowCount) }
    }
}

extension [RowRun] {
    /// The number of rows.
    public var rowCount: Int { reduce(0) { $0 + $1.count } }

    /// Appends a row, as part of the last run where it follows on it.
    mutating func append(batch: Int, row: Int) {
        if let last, last.batch == batch, last.start + last.count == row {
            self[count - 1] = RowRun(batch: batch, start: last.start, count: last.count + 1)
        } else {
            append(RowRun(batch: batch, start: row, count: 1))
        }
    }
}

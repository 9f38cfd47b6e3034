import Columnar
import LakeModel

/// The rows of a generation that happened on one day: one file.
struct DayRows: Sendable {
    /// Days since 1970-01-01, in UTC.
    let day: Int32
    private let rows: [RowRun]
    private let batches: [RecordBatch]

    /// The number of rows.
    var rowCount: Int { rows.rowCount }

    /// Splits the rows of a generation by day; nothing is copied yet.
    static func split(_ batches: [RecordBatch]) -> [DayRows] {
        DayPartition.split(batches).map { DayRows(day: $0.day, rows: $0.rows, batches: batches) }
    }

    /// The rows as they stand in the file: in the schema's order, in as few batches as that takes.
    func sorted() -> [RecordBatch] {
        let ordered = RowSort.order(batches, rows: rows)
        let areWhole = ordered.allSatisfy {
            $0.start == 0 && $0.count == batches[$0.batch].rowCount
        }
        if areWhole { return ordered.map { batches[$0.batch] } }
        return [RecordBatch.gather(batches, rows: ordered)]
    }
}

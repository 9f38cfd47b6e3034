import Columnar
import LakeModel

/// The rows of a generation that happened on one day: one file.
struct DayRows: Sendable {
    /// Days since 1970-01-01, in UTC.
    let day: Int32
    let rowCount: Int
    let batches: [RecordBatch]
}

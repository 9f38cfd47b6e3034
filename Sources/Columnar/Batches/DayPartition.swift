import LakeModel

/// The rows of one UTC day: what lies in one `dt=` directory, and under Iceberg's `day` transform.
public struct DayPartition: Hashable, Sendable {
    /// Days since 1970-01-01.
    public let day: Int32
    /// The rows, in the order in which they came.
    public let rows: [RowRun]

    /// Splits the rows of batches by the UTC day of their `event_time`, ascending.
    ///
    /// Nothing is copied. When all rows are of one day, there is one partition, and each of its
    /// runs is a whole batch. Without rows there is no partition.
    public static func split(_ batches: [RecordBatch]) -> [DayPartition] {
        var days: [Int32: [RowRun]] = [:]
        for (index, batch) in batches.enumerated() {
            let times = eventTimes(of: batch)
            var start = 0
            while start < batch.rowCount {
                let day = Self.day(of: times[start])
                let first = Int64(day) * microsecondsPerDay
                let range = first..<(first + microsecondsPerDay)
                var end = start + 1
                while end < batch.rowCount, range.contains(times[end]) { end += 1 }
                days[day, default: []].append(
                    RowRun(batch: index, start: start, count: end - start)
                )
                start = end
            }
        }
        return days.map { DayPartition(day: $0.key, rows: $0.value) }.sorted { $0.day < $1.day }
    }

    /// The day of a time: divided towards the past, so that 23:59 on the last day of 1969 is on
    /// day -1.
    public static func day(of microseconds: Int64) -> Int32 {
        let (day, rest) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
        return Int32(rest < 0 ? day - 1 : day)
    }

    private static let microsecondsPerDay: Int64 = 86_400_000_000

    private static func eventTimes(of batch: RecordBatch) -> ColumnBuffer<Int64> {
        guard
            let index = batch.schema.fields.firstIndex(where: {
                $0.id == SystemColumns.eventTime.id
            }), case .int64(let times) = batch.columns[index].storage
        else { preconditionFailure("every table has an event_time") }
        return times
    }
}

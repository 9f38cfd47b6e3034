import LakeModel

/// Orders rows by a table's sort columns: ascending, nulls first, equal rows as they came.
///
/// Integers, times and dates are ordered by value, texts by their bytes, booleans false first,
/// doubles by value with -0 before 0. Structures and lists have no order and are passed over.
public enum RowSort {
    /// The rows in order, as ``RecordBatch/gather(_:rows:)`` takes them.
    ///
    /// Rows that are in order already cost one comparison each.
    public static func order(_ batches: [RecordBatch], rows: [RowRun]) -> [RowRun] {
        guard let schema = batches.first?.schema else { return rows }
        let keys = schema.sortBy.compactMap { id -> SortKey? in
            guard let index = schema.fields.firstIndex(where: { $0.id == id }) else { return nil }
            return SortKey(batches.map { $0.columns[index] })
        }
        guard let first = keys.first else { return rows }
        var entries: [Entry] = []
        entries.reserveCapacity(rows.rowCount)
        for run in rows {
            for row in run.start..<(run.start + run.count) {
                entries.append(
                    Entry(prefix: first.prefix(run.batch, row), batch: run.batch, row: row)
                )
            }
        }
        var places = Array(0..<UInt32(entries.count))
        func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
            let order = Self.compare(entries[Int(left)], entries[Int(right)], keys)
            return order == 0 ? left < right : order < 0
        }
        if zip(places, places.dropFirst()).allSatisfy({ precedes($0, $1) }) { return rows }
        places.sort(by: precedes)
        var result: [RowRun] = []
        for place in places {
            result.append(batch: entries[Int(place)].batch, row: entries[Int(place)].row)
        }
        return result
    }

    private struct Entry {
        /// Ordered as the first key, or equal where the key has to be asked.
        let prefix: UInt64
        let batch: Int
        let row: Int
    }

    private static func compare(_ left: Entry, _ right: Entry, _ keys: [SortKey]) -> Int {
        if left.prefix != right.prefix { return left.prefix < right.prefix ? -1 : 1 }
        for key in keys {
            let order = key.compare((left.batch, left.row), (right.batch, right.row))
            if order != 0 { return order }
        }
        return 0
    }
}

import LakeModel

extension RecordBatch {
    /// Copies rows of several batches of one schema into one new batch, in the order of `rows`.
    ///
    /// Long runs are copied as blocks; a single run of a whole batch is that batch, not copied.
    /// Texts of one column must come to less than 4 GiB, which offsets of 32 bits reach over.
    public static func gather(_ batches: [RecordBatch], rows: [RowRun]) -> RecordBatch {
        precondition(!batches.isEmpty, "rows come from somewhere")
        for run in rows {
            precondition(
                run.start >= 0 && run.count >= 0
                    && run.start + run.count <= batches[run.batch].rowCount,
                "rows lie in their batch"
            )
        }
        if rows.count == 1, rows[0].start == 0, rows[0].count == batches[rows[0].batch].rowCount {
            return batches[rows[0].batch]
        }
        let schema = batches[0].schema
        let columns = schema.fields.indices.map { index in
            ColumnGather(batches.map { $0.columns[index] }).gather(rows)
        }
        return RecordBatch(schema: schema, rowCount: rows.rowCount, columns: columns)
    }

    /// All rows of all batches, in their order; one batch that has them all is not copied.
    public static func concatenate(_ batches: [RecordBatch]) -> RecordBatch {
        gather(batches, rows: RowRun.all(of: batches))
    }
}

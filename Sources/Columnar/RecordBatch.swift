public import LakeModel

/// Rows of one table as columns, immutable.
///
/// The columns are the schema's ``TableSchema/fields`` in their order, all of ``rowCount`` slots.
public struct RecordBatch: Sendable {
    /// What the columns are.
    public let schema: TableSchema
    /// The number of rows.
    public let rowCount: Int
    /// One column a field of the schema, in its order.
    public let columns: [Column]

    /// Creates a batch of columns that are all of `rowCount` slots.
    public init(schema: TableSchema, rowCount: Int, columns: [Column]) {
        precondition(columns.count == schema.fields.count, "one column a field")
        precondition(columns.allSatisfy { $0.count == rowCount }, "columns are of one length")
        self.schema = schema
        self.rowCount = rowCount
        self.columns = columns
    }
}

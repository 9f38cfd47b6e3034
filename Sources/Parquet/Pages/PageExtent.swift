/// What one data page takes of a column chunk: whole rows.
struct PageExtent: Sendable {
    /// The row of the row group that it begins with.
    let firstRow: Int
    /// The number of rows.
    let rowCount: Int
    /// Its values, nulls and empty lists included.
    let levels: Range<Int>
    /// Its values, nulls left out.
    let values: Range<Int>

    /// The number of nulls, empty lists included.
    var nullCount: Int { levels.count - values.count }
}

/// How a partition or sort value is made of a column's.
///
/// Source: Iceberg specification, "Partition Transforms".
public enum Transform: Hashable, Sendable {
    /// The value itself.
    case identity
    /// A hash, modulo a number of buckets.
    case bucket(count: Int)
    /// The value cut to a width.
    case truncate(width: Int)
    /// Years since 1970.
    case year
    /// Months since 1970-01.
    case month
    /// Days since 1970-01-01, as a `date`.
    case day
    /// Hours since 1970-01-01T00.
    case hour
    /// Always null: the field was dropped.
    case void
    /// One that this package does not know, kept as its text.
    case other(String)
}

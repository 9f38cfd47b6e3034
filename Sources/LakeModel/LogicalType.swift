/// What a field's values mean, in Iceberg's terms.
///
/// Source: Iceberg specification, "Schemas and Data Types". How each one is stored in memory is
/// said at `Columnar.Column`, and in a file at `Parquet`.
public indirect enum LogicalType: Hashable, Sendable {
    /// True or false.
    case boolean
    /// A signed 32-bit integer. No JSON Schema maps to it; positions in `dead_letters` do.
    case int
    /// A signed 64-bit integer.
    case long
    /// An IEEE 754 double.
    case double
    /// A decimal number of `precision` digits (1...38), `scale` of them behind the point.
    case decimal(precision: Int, scale: Int)
    /// Days since 1970-01-01.
    case date
    /// Microseconds since 1970-01-01T00:00:00Z.
    case timestamptz
    /// UTF-8 text.
    case string
    /// Text of a UUID, 36 lower-case characters. A string in files: Spark's reader refuses the
    /// Parquet UUID type.
    case uuid
    /// UTF-8 text that is one JSON value, as the client wrote it.
    case json
    /// Bytes.
    case binary
    /// Named fields.
    case structure([Field])
    /// Any number of elements.
    case list(element: Field)
}

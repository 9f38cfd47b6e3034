/// A type that is one value.
///
/// Source: Iceberg specification, "Primitive Types" and "Appendix C: JSON serialization".
public enum PrimitiveType: Hashable, Sendable {
    /// True or false.
    case boolean
    /// A signed 32-bit integer.
    case int
    /// A signed 64-bit integer.
    case long
    /// An IEEE 754 single.
    case float
    /// An IEEE 754 double.
    case double
    /// A decimal number of `precision` digits (1...38), `scale` of them behind the point.
    case decimal(precision: Int, scale: Int)
    /// Days since 1970-01-01.
    case date
    /// Microseconds since midnight.
    case time
    /// Microseconds since 1970-01-01T00:00:00, of no zone.
    case timestamp
    /// Microseconds since 1970-01-01T00:00:00Z.
    case timestamptz
    /// UTF-8 text.
    case string
    /// Sixteen bytes.
    case uuid
    /// So many bytes.
    case fixed(length: Int)
    /// Any number of bytes.
    case binary
    /// A type of a later format version, kept as its text: read and passed on, never written.
    case other(String)
}

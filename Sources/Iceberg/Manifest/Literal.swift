/// One value of a primitive type: of a partition, or a bound.
///
/// Source: Iceberg specification, "Appendix D: Single-value serialization".
public enum Literal: Hashable, Sendable {
    /// Of a `boolean`.
    case boolean(Bool)
    /// Of an `int` or a `date`.
    case int(Int32)
    /// Of a `long`, a `time` or a timestamp.
    case long(Int64)
    /// Of a `float`.
    case float(Float)
    /// Of a `double`.
    case double(Double)
    /// Of a `decimal`, unscaled.
    case decimal(Int128)
    /// Of a `string`, as UTF-8; of `binary`, `fixed` or `uuid`.
    case bytes([UInt8])
}

/// A bound of a column's values, in the column's own type.
public enum BoundValue: Hashable, Sendable {
    /// Of a `boolean`.
    case boolean(Bool)
    /// Of an `int` or a `date`.
    case int(Int32)
    /// Of a `long` or a `timestamptz`.
    case long(Int64)
    /// Of a `double`; never NaN.
    case double(Double)
    /// Of a `decimal`, unscaled.
    case decimal(Int128)
    /// Of text or bytes, ordered byte by byte.
    case bytes([UInt8])

    /// Whether the value is less than another of the same type.
    func isLess(than other: BoundValue) -> Bool {
        switch (self, other) {
        case (.boolean(let left), .boolean(let right)): !left && right
        case (.int(let left), .int(let right)): left < right
        case (.long(let left), .long(let right)): left < right
        case (.double(let left), .double(let right)): left < right
        case (.decimal(let left), .decimal(let right)): left < right
        case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
        default: preconditionFailure("bounds of two types are compared")
        }
    }
}

/// The number by which Iceberg and Parquet know a field, whatever its name becomes.
///
/// Always positive; given once and never used again. Source: Iceberg specification, "Schemas".
public struct FieldID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let rawValue: Int32

    /// The number, for messages.
    public var description: String { String(rawValue) }

    /// Creates the id of a positive number.
    public init(_ rawValue: Int32) {
        precondition(rawValue > 0, "field ids are positive")
        self.rawValue = rawValue
    }

    /// Ordered as numbers.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

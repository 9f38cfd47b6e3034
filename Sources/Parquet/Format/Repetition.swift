/// How often a field stands in its parent.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `FieldRepetitionType`.
public struct Repetition: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// Exactly once.
    public static let required = Repetition(rawValue: 0)
    /// Once or not at all.
    public static let optional = Repetition(rawValue: 1)
    /// Any number of times.
    public static let repeated = Repetition(rawValue: 2)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .required: "REQUIRED"
        case .optional: "OPTIONAL"
        case .repeated: "REPEATED"
        default: "Repetition(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

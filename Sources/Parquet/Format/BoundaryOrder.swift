/// How the bounds of a column's pages follow each other.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `BoundaryOrder`.
public struct BoundaryOrder: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// In no order.
    public static let unordered = BoundaryOrder(rawValue: 0)
    /// Neither lower nor upper bounds ever fall.
    public static let ascending = BoundaryOrder(rawValue: 1)
    /// Neither lower nor upper bounds ever rise.
    public static let descending = BoundaryOrder(rawValue: 2)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .unordered: "UNORDERED"
        case .ascending: "ASCENDING"
        case .descending: "DESCENDING"
        default: "BoundaryOrder(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

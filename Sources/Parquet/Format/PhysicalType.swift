/// How a leaf's values are laid out in a page.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `Type`.
public struct PhysicalType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// A bit.
    public static let boolean = PhysicalType(rawValue: 0)
    /// Four bytes, little-endian.
    public static let int32 = PhysicalType(rawValue: 1)
    /// Eight bytes, little-endian.
    public static let int64 = PhysicalType(rawValue: 2)
    /// Twelve bytes, deprecated; read only.
    public static let int96 = PhysicalType(rawValue: 3)
    /// IEEE 754 single; read only.
    public static let float = PhysicalType(rawValue: 4)
    /// IEEE 754 double.
    public static let double = PhysicalType(rawValue: 5)
    /// A length and as many bytes.
    public static let byteArray = PhysicalType(rawValue: 6)
    /// As many bytes as the schema says.
    public static let fixedLengthByteArray = PhysicalType(rawValue: 7)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .int32: "INT32"
        case .int64: "INT64"
        case .int96: "INT96"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .byteArray: "BYTE_ARRAY"
        case .fixedLengthByteArray: "FIXED_LEN_BYTE_ARRAY"
        default: "PhysicalType(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

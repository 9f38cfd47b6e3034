/// What a leaf's values mean, in the older way that older readers know.
///
/// Open: a number that is not named here is kept, and shown as itself. Source: `parquet.thrift`, `ConvertedType`.
public struct ConvertedType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in `parquet.thrift`.
    public let rawValue: Int32

    /// Text.
    public static let utf8 = ConvertedType(rawValue: 0)
    /// A map.
    public static let map = ConvertedType(rawValue: 1)
    /// A map's entries.
    public static let mapKeyValue = ConvertedType(rawValue: 2)
    /// A list.
    public static let list = ConvertedType(rawValue: 3)
    /// One of some texts.
    public static let enumeration = ConvertedType(rawValue: 4)
    /// A decimal number; scale and precision stand beside it.
    public static let decimal = ConvertedType(rawValue: 5)
    /// Days since 1970-01-01.
    public static let date = ConvertedType(rawValue: 6)
    /// Milliseconds since midnight.
    public static let timeMillis = ConvertedType(rawValue: 7)
    /// Microseconds since midnight.
    public static let timeMicros = ConvertedType(rawValue: 8)
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public static let timestampMillis = ConvertedType(rawValue: 9)
    /// Microseconds since 1970-01-01T00:00:00Z.
    public static let timestampMicros = ConvertedType(rawValue: 10)
    /// An unsigned 8-bit integer.
    public static let uint8 = ConvertedType(rawValue: 11)
    /// An unsigned 16-bit integer.
    public static let uint16 = ConvertedType(rawValue: 12)
    /// An unsigned 32-bit integer.
    public static let uint32 = ConvertedType(rawValue: 13)
    /// An unsigned 64-bit integer.
    public static let uint64 = ConvertedType(rawValue: 14)
    /// A signed 8-bit integer.
    public static let int8 = ConvertedType(rawValue: 15)
    /// A signed 16-bit integer.
    public static let int16 = ConvertedType(rawValue: 16)
    /// A signed 32-bit integer.
    public static let int32 = ConvertedType(rawValue: 17)
    /// A signed 64-bit integer.
    public static let int64 = ConvertedType(rawValue: 18)
    /// JSON text.
    public static let json = ConvertedType(rawValue: 19)
    /// A BSON document.
    public static let bson = ConvertedType(rawValue: 20)
    /// A span of months, days and milliseconds.
    public static let interval = ConvertedType(rawValue: 21)

    /// The name in `parquet.thrift`, or the number.
    public var description: String {
        switch self {
        case .utf8: "UTF8"
        case .map: "MAP"
        case .mapKeyValue: "MAP_KEY_VALUE"
        case .list: "LIST"
        case .enumeration: "ENUM"
        case .decimal: "DECIMAL"
        case .date: "DATE"
        case .timeMillis: "TIME_MILLIS"
        case .timeMicros: "TIME_MICROS"
        case .timestampMillis: "TIMESTAMP_MILLIS"
        case .timestampMicros: "TIMESTAMP_MICROS"
        case .uint8: "UINT_8"
        case .uint16: "UINT_16"
        case .uint32: "UINT_32"
        case .uint64: "UINT_64"
        case .int8: "INT_8"
        case .int16: "INT_16"
        case .int32: "INT_32"
        case .int64: "INT_64"
        case .json: "JSON"
        case .bson: "BSON"
        case .interval: "INTERVAL"
        default: "ConvertedType(\(rawValue))"
        }
    }

    /// Creates the value of a number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

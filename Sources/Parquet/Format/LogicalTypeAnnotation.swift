/// What a node's values mean, beyond how they are laid out.
///
/// Called `LogicalType` in `parquet.thrift`; the name here keeps it apart from `LakeModel`'s.
/// Source: `parquet.thrift`, `LogicalType`, and `LogicalTypes.md`.
public enum LogicalTypeAnnotation: Hashable, Sendable {
    /// UTF-8 text.
    case string
    /// A map.
    case map
    /// A list, in three levels.
    case list
    /// One of some texts.
    case enumeration
    /// A decimal number.
    case decimal(scale: Int32, precision: Int32)
    /// Days since 1970-01-01.
    case date
    /// A time of day.
    case time(isAdjustedToUTC: Bool, unit: TimeUnit)
    /// An instant, or a local date and time.
    case timestamp(isAdjustedToUTC: Bool, unit: TimeUnit)
    /// An integer of 8, 16, 32 or 64 bits.
    case integer(bitWidth: Int8, isSigned: Bool)
    /// Nulls only.
    case unknown
    /// JSON text.
    case json
    /// A BSON document.
    case bson
    /// Sixteen bytes of a UUID.
    case uuid
    /// An IEEE 754 half.
    case float16
    /// Another meaning, by its number in the union: variants and geometries among them.
    case other(Int16)

    /// What one of a time's ticks lasts.
    public enum TimeUnit: Int16, Hashable, Sendable {
        /// A thousandth of a second.
        case millis = 1
        /// A millionth of a second.
        case micros = 2
        /// A billionth of a second.
        case nanos = 3
    }
}

extension LogicalTypeAnnotation: CustomStringConvertible {
    /// The name in `parquet.thrift`, with its parameters.
    public var description: String {
        switch self {
        case .string: "STRING"
        case .map: "MAP"
        case .list: "LIST"
        case .enumeration: "ENUM"
        case .decimal(let scale, let precision): "DECIMAL(\(precision),\(scale))"
        case .date: "DATE"
        case .time(let isUTC, let unit): "TIME(\(unit),\(isUTC ? "UTC" : "local"))"
        case .timestamp(let isUTC, let unit): "TIMESTAMP(\(unit),\(isUTC ? "UTC" : "local"))"
        case .integer(let width, let isSigned): "INTEGER(\(width),\(isSigned))"
        case .unknown: "UNKNOWN"
        case .json: "JSON"
        case .bson: "BSON"
        case .uuid: "UUID"
        case .float16: "FLOAT16"
        case .other(let member): "LogicalType(\(member))"
        }
    }
}

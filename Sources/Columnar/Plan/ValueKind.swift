import LakeModel

/// How a JSON value is read and where it is written.
enum ValueKind: UInt8, Sendable {
    case boolean
    case int
    case long
    case double
    /// Up to 18 digits.
    case decimal64
    /// 19 to 38 digits.
    case decimal128
    case date
    /// RFC 3339 text.
    case timestamp
    /// A number of units of `10^-scale` seconds.
    case epoch
    case string
    /// A string out of a list.
    case choice
    case uuid
    case json
    /// An integer that becomes the text of an id.
    case integerText
    case structure
    case list
    /// What JSON has no values for.
    case none

    init(_ field: Field) {
        self =
            switch field.type {
            case .boolean: .boolean
            case .int: .int
            case .long: .long
            case .double: .double
            case .decimal(let precision, _): precision <= 18 ? .decimal64 : .decimal128
            case .date: .date
            case .timestamptz: field.reading == .plain ? .timestamp : .epoch
            case .string: field.allowedValues == nil ? .string : .choice
            case .uuid: .uuid
            case .json: .json
            case .binary: .none
            case .structure: .structure
            case .list: .list
            }
    }
}

extension LogicalType: CustomStringConvertible {
    /// The type as Iceberg's specification writes it; `uuid` and `json` say what a string holds.
    public var description: String {
        switch self {
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .double: "double"
        case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
        case .date: "date"
        case .timestamptz: "timestamptz"
        case .string: "string"
        case .uuid: "uuid"
        case .json: "json"
        case .binary: "binary"
        case .structure: "struct"
        case .list: "list"
        }
    }
}

extension PrimitiveType {
    /// The name by which a schema's JSON calls the type.
    ///
    /// Source: Iceberg specification, "Appendix C: JSON serialization".
    public var text: String {
        switch self {
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
        case .date: "date"
        case .time: "time"
        case .timestamp: "timestamp"
        case .timestamptz: "timestamptz"
        case .string: "string"
        case .uuid: "uuid"
        case .fixed(let length): "fixed[\(length)]"
        case .binary: "binary"
        case .other(let text): text
        }
    }

    /// The type of this name; nil where the specification has none, up to format version 3.
    public init?(text: String) {
        let name = text.lowercased()
        if let type = Self.unparameterized[name] {
            self = type
        } else if let arguments = name.arguments(of: "decimal", "(", ")"), arguments.count == 2,
            (1...38).contains(arguments[0]), (0...arguments[0]).contains(arguments[1])
        {
            self = .decimal(precision: arguments[0], scale: arguments[1])
        } else if let arguments = name.arguments(of: "fixed", "[", "]"), arguments.count == 1,
            arguments[0] >= 0
        {
            self = .fixed(length: arguments[0])
        } else if Self.isLater(name) {
            self = .other(text)
        } else {
            return nil
        }
    }

    /// Types that need no arguments; those of format version 3 are not among them.
    private static let unparameterized: [String: PrimitiveType] = [
        "boolean": .boolean, "int": .int, "long": .long, "float": .float, "double": .double,
        "date": .date, "time": .time, "timestamp": .timestamp, "timestamptz": .timestamptz,
        "string": .string, "uuid": .uuid, "binary": .binary,
    ]

    /// Whether format version 3 has a type of this name that version 2 does not have.
    private static func isLater(_ name: String) -> Bool {
        switch name {
        case "timestamp_ns", "timestamptz_ns", "variant", "unknown", "geometry", "geography": true
        default:
            (name.hasPrefix("geometry(") || name.hasPrefix("geography(")) && name.hasSuffix(")")
        }
    }
}

extension String {
    /// The whole numbers between two brackets behind a name: `decimal(9, 2)`, `bucket[16]`.
    func arguments(of name: String, _ open: Character, _ close: Character) -> [Int]? {
        guard hasPrefix("\(name)\(open)"), last == close else { return nil }
        var numbers: [Int] = []
        for part in dropFirst(name.count + 1).dropLast().split(
            separator: ",",
            omittingEmptySubsequences: false
        ) {
            guard let number = Int(part.filter { $0 != " " }) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

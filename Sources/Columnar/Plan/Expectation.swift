import LakeModel

/// What a field's values look like, for messages.
enum Expectation {
    /// How many allowed texts a message lists.
    private static let listedMax = 8

    /// A noun phrase such as `an integer` or `a date (YYYY-MM-DD)`.
    static func text(of field: Field, kind: ValueKind) -> String {
        switch kind {
        case .boolean: "true or false"
        case .int: "an integer of 32 bits"
        case .long, .integerText: "an integer of 64 bits"
        case .double: "a number"
        case .decimal64, .decimal128: decimal(field.type)
        case .date: "a date (YYYY-MM-DD)"
        case .timestamp: "a date and time (RFC 3339)"
        case .epoch: epoch(field.reading)
        case .string: "a string"
        case .choice: choice(field.allowedValues ?? [])
        case .uuid: "a UUID"
        case .json: "a JSON value"
        case .structure: "an object"
        case .list: "an array"
        case .none: "nothing that JSON can say"
        }
    }

    private static func decimal(_ type: LogicalType) -> String {
        guard case .decimal(let precision, let scale) = type else { return "a decimal number" }
        return "a decimal number of \(precision) digits, \(scale) of them behind the point"
    }

    private static func epoch(_ reading: Field.Reading) -> String {
        switch reading {
        case .plain, .epochSeconds: "a number of seconds since 1970"
        case .epochMilliseconds: "a number of milliseconds since 1970"
        case .epochMicroseconds: "a number of microseconds since 1970"
        }
    }

    private static func choice(_ texts: [String]) -> String {
        let listed = texts.prefix(listedMax).map { "\"\($0)\"" }.joined(separator: ", ")
        return texts.count > listedMax ? "one of \(listed), …" : "one of \(listed)"
    }
}

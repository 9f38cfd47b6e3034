/// What a ``JSONScanner`` found where the grammar, or a limit, wants something else.
enum JSONFault: Sendable {
    case valueExpected
    case keyExpected
    case colonExpected
    case commaExpected
    case badString
    case badEscape
    case loneSurrogate
    case badNumber
    case badUTF8
    case trailingBytes
    case tooDeep
    case tooManyKeys
    case numberTooLong

    /// Whether the text is JSON all the same, and only more of it than the limits allow.
    var isLimit: Bool {
        switch self {
        case .tooDeep, .tooManyKeys, .numberTooLong: true
        default: false
        }
    }

    /// What is wrong, for people; a place follows it.
    var message: String {
        switch self {
        case .valueExpected: "expected a JSON value"
        case .keyExpected: "expected a key in double quotes"
        case .colonExpected: "expected a colon after the key"
        case .commaExpected: "expected a comma or the end of the object or array"
        case .badString: "a string has no end or holds a raw control character"
        case .badEscape: "a string holds an escape that JSON does not have"
        case .loneSurrogate: "a string holds half of a surrogate pair"
        case .badNumber: "a number is not written as JSON writes numbers"
        case .badUTF8: "the text is not UTF-8"
        case .trailingBytes: "something follows the end of the JSON value"
        case .tooDeep: "objects and arrays are nested too deeply"
        case .tooManyKeys: "an object has too many keys"
        case .numberTooLong: "a number has too many characters"
        }
    }
}

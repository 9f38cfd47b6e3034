/// Why a text is no pattern.
///
/// Source: IAM User Guide, "IAM Access Analyzer policy check reference": missing brace, empty
/// variable, missing quote.
enum PolicyPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    case unclosedVariable
    case emptyVariable
    case malformedVariable
    case unquotedDefault

    /// A sentence for people.
    var description: String {
        switch self {
        case .unclosedVariable: "a variable lacks its closing brace"
        case .emptyVariable: "a variable names no key"
        case .malformedVariable: "a variable is written ${key} or ${key, 'default'}"
        case .unquotedDefault: "a variable's default stands in single quotes: ${key, 'default'}"
        }
    }
}

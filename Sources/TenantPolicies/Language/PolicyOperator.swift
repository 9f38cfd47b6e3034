/// A condition's operator: the comparison, over which of a request's values it is made, and whether
/// a request without the key passes.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
public struct PolicyOperator: Hashable, Sendable, CustomStringConvertible {
    /// The comparisons, under their names.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case stringEquals = "StringEquals"
        case stringNotEquals = "StringNotEquals"
        case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
        case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
        case stringLike = "StringLike"
        case stringNotLike = "StringNotLike"
        case numericEquals = "NumericEquals"
        case numericNotEquals = "NumericNotEquals"
        case numericLessThan = "NumericLessThan"
        case numericLessThanEquals = "NumericLessThanEquals"
        case numericGreaterThan = "NumericGreaterThan"
        case numericGreaterThanEquals = "NumericGreaterThanEquals"
        case dateEquals = "DateEquals"
        case dateNotEquals = "DateNotEquals"
        case dateLessThan = "DateLessThan"
        case dateLessThanEquals = "DateLessThanEquals"
        case dateGreaterThan = "DateGreaterThan"
        case dateGreaterThanEquals = "DateGreaterThanEquals"
        case bool = "Bool"
        case binaryEquals = "BinaryEquals"
        case ipAddress = "IpAddress"
        case notIpAddress = "NotIpAddress"
        case arnEquals = "ArnEquals"
        case arnLike = "ArnLike"
        case arnNotEquals = "ArnNotEquals"
        case arnNotLike = "ArnNotLike"
        case null = "Null"
    }

    /// Which of a request's values must compare, where it has several.
    public enum Quantifier: String, Hashable, Sendable {
        /// All of them, and so a request that has none passes.
        case all = "ForAllValues"
        /// At least one of them, and so a request that has none does not pass.
        case any = "ForAnyValue"
    }

    /// The comparison.
    public var comparison: Comparison
    /// Which of several values must compare; nil where the key has one value.
    public var quantifier: Quantifier?
    /// Whether a request without the key passes, as `IfExists` says; never with `Null`.
    public var ifExists: Bool

    /// Creates an operator.
    public init(
        _ comparison: Comparison,
        quantifier: Quantifier? = nil,
        ifExists: Bool = false
    ) {
        precondition(!ifExists || comparison != .null, "NullIfExists is no operator")
        self.comparison = comparison
        self.quantifier = quantifier
        self.ifExists = ifExists
    }

    /// Reads an operator such as `ForAnyValue:StringLikeIfExists`; nil where there is none such.
    public init?(_ name: String) {
        var rest = name[...]
        quantifier = nil
        if let colon = rest.firstIndex(of: ":") {
            guard let quantifier = Quantifier(rawValue: String(rest[..<colon])) else { return nil }
            self.quantifier = quantifier
            rest = rest[rest.index(after: colon)...]
        }
        ifExists = rest.hasSuffix("IfExists")
        if ifExists { rest = rest.dropLast("IfExists".count) }
        guard let comparison = Comparison(rawValue: String(rest)),
            !ifExists || comparison != .null
        else { return nil }
        self.comparison = comparison
    }

    /// The operator as a policy writes it.
    public var description: String {
        (quantifier.map { "\($0.rawValue):" } ?? "") + comparison.rawValue
            + (ifExists ? "IfExists" : "")
    }
}

extension PolicyOperator.Comparison {
    /// What a comparison takes values for.
    enum Kind: Hashable, Sendable {
        case string
        case numeric
        case date
        case boolean
        case binary
        case address
        case arn
        case null
    }

    /// What the comparison takes values for.
    var kind: Kind {
        switch self {
        case .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase,
            .stringLike, .stringNotLike:
            .string
        case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals,
            .numericGreaterThan, .numericGreaterThanEquals:
            .numeric
        case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
            .dateGreaterThanEquals:
            .date
        case .bool: .boolean
        case .binaryEquals: .binary
        case .ipAddress, .notIpAddress: .address
        case .arnEquals, .arnLike, .arnNotEquals, .arnNotLike: .arn
        case .null: .null
        }
    }

    /// Whether the comparison holds where its opposite does not: a request's value must match none
    /// of the policy's, and a request without the key passes.
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    var isNegated: Bool {
        switch self {
        case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals,
            .dateNotEquals, .notIpAddress, .arnNotEquals, .arnNotLike:
            true
        case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .numericEquals,
            .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals, .dateEquals, .dateLessThan, .dateLessThanEquals,
            .dateGreaterThan, .dateGreaterThanEquals, .bool, .binaryEquals, .ipAddress,
            .arnEquals, .arnLike, .null:
            false
        }
    }
}

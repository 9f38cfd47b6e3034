/// One value of a condition, ready to be compared with a request's.
///
/// Knows nothing of negation: `StringNotLike` tests what `StringLike` does. A value whose variable
/// has no value matches nothing.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
enum PolicyValueTest {
    case nothing
    case text(String, ignoresCase: Bool)
    case glob(PolicyGlob)
    case segments([PolicyGlob])
    case number(PolicyNumber, Order)
    case date(PolicyDate, Order)
    case boolean(Bool)
    case bytes([UInt8])
    case addresses(PolicyAddressRange)

    /// How a request's value lies to the policy's.
    enum Order {
        case equal
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual

        func holds<Value: Comparable>(_ value: Value, _ other: Value) -> Bool {
            switch self {
            case .equal: value == other
            case .less: value < other
            case .lessOrEqual: value <= other
            case .greater: value > other
            case .greaterOrEqual: value >= other
            }
        }
    }

    init(
        _ pattern: PolicyPattern,
        _ comparison: PolicyOperator.Comparison,
        _ version: PolicyVersion,
        _ context: PolicyContext
    ) {
        let test: Self? =
            switch comparison {
            case .stringEquals, .stringNotEquals:
                pattern.plainText(version, context).map { .text($0, ignoresCase: false) }
            case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase:
                pattern.plainText(version, context)
                    .map { .text($0.lowercased(), ignoresCase: true) }
            case .stringLike, .stringNotLike: pattern.textGlob(version, context).map(Self.glob)
            case .arnEquals, .arnLike, .arnNotEquals, .arnNotLike:
                pattern.segmentGlobs(version, context).map(Self.segments)
            case .bool:
                pattern.plainText(version, context).flatMap(PolicyBoolean.value).map(Self.boolean)
            case .binaryEquals: Base64.decoded(pattern.text).map(Self.bytes)
            case .ipAddress, .notIpAddress: PolicyAddressRange(pattern.text).map(Self.addresses)
            case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals,
                .numericGreaterThan, .numericGreaterThanEquals:
                PolicyNumber(pattern.text).map { .number($0, Self.order(comparison)) }
            case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals,
                .dateGreaterThan, .dateGreaterThanEquals:
                PolicyDate(pattern.text).map { .date($0, Self.order(comparison)) }
            case .null: nil
            }
        self = test ?? .nothing
    }

    private static func order(_ comparison: PolicyOperator.Comparison) -> Order {
        switch comparison {
        case .numericLessThan, .dateLessThan: .less
        case .numericLessThanEquals, .dateLessThanEquals: .lessOrEqual
        case .numericGreaterThan, .dateGreaterThan: .greater
        case .numericGreaterThanEquals, .dateGreaterThanEquals: .greaterOrEqual
        default: .equal
        }
    }

    /// Whether a request's value matches; one of another type does not.
    func matches(_ value: String) -> Bool {
        switch self {
        case .nothing: false
        case .text(let text, let ignoresCase):
            // By bytes: texts that Unicode holds for the same name different objects.
            (ignoresCase ? value.lowercased() : value).utf8.elementsEqual(text.utf8)
        case .glob(let glob): glob.matches(value)
        case .segments(let globs): Self.match(globs, PolicyRequester.segments(value))
        case .number(let number, let order):
            PolicyNumber(value).map { order.holds($0, number) } ?? false
        case .date(let date, let order):
            PolicyDate(value).map { order.holds($0, date) } ?? false
        case .boolean(let truth): PolicyBoolean.value(value) == truth
        case .bytes(let bytes): Base64.decoded(value) == bytes
        case .addresses(let range): PolicyAddressRange(value).map(range.contains) ?? false
        }
    }

    private static func match(_ globs: [PolicyGlob], _ segments: [String]) -> Bool {
        globs.count == segments.count
            && zip(globs, segments).allSatisfy { glob, segment in glob.matches(segment) }
    }
}

/// Why a statement has no effect on a request: the first thing that does not match.
public enum PolicyMismatch: Hashable, Sendable, CustomStringConvertible {
    /// The operation is none of the statement's.
    case action
    /// What the request is made on is none of the statement's.
    case resource
    /// Who makes it is none of the statement's.
    case principal
    /// A condition does not hold; its place among the statement's, and the values of its key.
    case condition(Int, PolicyCondition, values: [String])

    /// A clause for people.
    public var description: String {
        switch self {
        case .action: return "the action does not match"
        case .resource: return "the resource does not match"
        case .principal: return "the principal does not match"
        case .condition(_, let condition, let values):
            let expected = condition.values.map { "'\($0)'" }.joined(separator: ", ")
            let found =
                values.isEmpty
                ? "the request has no such key" : values.map { "'\($0)'" }.joined(separator: ", ")
            return "\(condition.comparison) \(condition.key) \(expected) does not hold: \(found)"
        }
    }

    /// How far the statement got, so that the nearest misses can be told first.
    var rank: Int {
        switch self {
        case .action: 0
        case .principal: 1
        case .resource: 2
        case .condition: 3
        }
    }
}

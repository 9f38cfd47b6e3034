/// A name that may not reach a policy.
///
/// The message names the rule and never the offending text, which may be hostile.
public struct PolicyNameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be named: `account`, `role`, `bucket`.
    public let kind: String
    /// What names of this kind look like.
    public let rule: String

    /// A sentence for people.
    public var description: String { "a policy cannot name this \(kind): \(rule)" }

    /// Creates an error.
    public init(kind: String, rule: String) {
        self.kind = kind
        self.rule = rule
    }
}

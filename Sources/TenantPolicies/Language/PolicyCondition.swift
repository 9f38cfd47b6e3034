/// What a condition's block says of one key: an operator, the key, and the values it may have.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition".
public struct PolicyCondition: Hashable, Sendable {
    /// How the request's value is compared.
    public var comparison: PolicyOperator
    /// The key as the text has it; its case means nothing.
    public var key: String
    /// The values that it is compared with; never empty.
    public var values: [PolicyPattern]

    /// Creates a condition.
    public init(_ comparison: PolicyOperator, _ key: String, _ values: [PolicyPattern]) {
        self.comparison = comparison
        self.key = key
        self.values = values
    }
}

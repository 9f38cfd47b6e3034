/// One statement of a policy: an effect, and the requests that it has it on.
///
/// A statement matches a request when its principals (if it names any), its actions, its resources
/// (if it names any) and all its conditions do.
///
/// Source: IAM User Guide, "IAM JSON policy elements reference".
public struct PolicyStatement: Hashable, Sendable {
    /// The statement's name, unique in its document.
    public var sid: String?
    /// What the statement does.
    public var effect: PolicyEffect
    /// Whose requests: nil where the document is attached to a principal.
    public var principals: PolicySelection<PolicyPrincipal>?
    /// Which operations: patterns such as `s3:Get*`, whatever their case.
    public var actions: PolicySelection<PolicyPattern>
    /// On what: patterns of ARNs; nil in a trust policy.
    public var resources: PolicySelection<PolicyPattern>?
    /// What must hold besides: all of it.
    public var conditions: [PolicyCondition]

    /// Creates a statement.
    public init(
        sid: String? = nil,
        effect: PolicyEffect,
        principals: PolicySelection<PolicyPrincipal>? = nil,
        actions: PolicySelection<PolicyPattern>,
        resources: PolicySelection<PolicyPattern>? = nil,
        conditions: [PolicyCondition] = []
    ) {
        self.sid = sid
        self.effect = effect
        self.principals = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }
}

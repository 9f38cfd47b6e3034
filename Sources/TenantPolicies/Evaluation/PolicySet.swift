/// All the policies that have a say in a request.
///
/// Source: IAM User Guide, "Policy evaluation logic", "Evaluating policies within a single
/// account".
public struct PolicySet: Hashable, Sendable {
    /// What the policies of a resource mean to who is in its account.
    public enum Ownership: Hashable, Sendable {
        /// A grant of either side is enough: buckets.
        case shared
        /// The resource's own policy must grant, or hand the decision to its account: keys of KMS,
        /// and the trust policies of roles.
        case exclusive
    }

    /// The policies of the user or the role: what any of them allows.
    public var identity: [PolicyDocument]
    /// The policies of the session, which it may not exceed; nil where there is none.
    public var session: [PolicyDocument]?
    /// The permissions boundary, which the user or role may not exceed; nil where there is none.
    public var boundary: PolicyDocument?
    /// The policy of the bucket, the key or the role that the request is made on.
    public var resource: PolicyDocument?
    /// The account that the resource is in; nil where it is the requester's.
    public var resourceAccount: String?
    /// What the resource's policy means.
    public var ownership: Ownership

    /// Creates a set.
    public init(
        identity: [PolicyDocument] = [],
        session: [PolicyDocument]? = nil,
        boundary: PolicyDocument? = nil,
        resource: PolicyDocument? = nil,
        resourceAccount: String? = nil,
        ownership: Ownership = .shared
    ) {
        self.identity = identity
        self.session = session
        self.boundary = boundary
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.ownership = ownership
    }
}

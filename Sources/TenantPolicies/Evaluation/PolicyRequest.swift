/// A request to be judged: who does what to what, and what else is known of it.
///
/// Source: IAM User Guide, "Policy evaluation logic", "Processing the request context".
public struct PolicyRequest: Hashable, Sendable {
    /// Who makes it.
    public var requester: PolicyRequester
    /// The operation, such as `s3:GetObject`; its case means nothing.
    public var action: String
    /// The ARN of what it is made on; no part of it is a wildcard.
    public var resource: String
    /// What else is known.
    public var context: PolicyContext

    /// Creates a request.
    public init(
        requester: PolicyRequester = .unnamed,
        action: String,
        resource: String,
        context: PolicyContext = [:]
    ) {
        self.requester = requester
        self.action = action
        self.resource = resource
        self.context = context
    }
}

/// The role of all tenants as a service has it.
public struct RoleInForce: Hashable, Sendable {
    /// The role's path.
    public let path: String
    /// Who may assume it; nil where the service does not say.
    public let trust: PolicyText?
    /// Our inline policy of it; nil: none.
    public let policy: PolicyText?

    /// Creates a description.
    public init(path: String, trust: PolicyText?, policy: PolicyText?) {
        self.path = path
        self.trust = trust
        self.policy = policy
    }
}

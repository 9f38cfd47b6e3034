/// One step from the policies in force to the ones wanted.
///
/// Each may be carried out again without harm, and a list of them cut off anywhere leaves a tenant
/// with less than it should have, or with what it had before as well; never with more than both.
public enum PolicyChange: Hashable, Sendable {
    /// A user is made, who may do nothing yet.
    case createUser(String)
    /// A user's inline policy is made or changed.
    case putUserPolicy(user: String, name: String, before: PolicyText?, after: PolicyText)
    /// A user's inline policy is removed.
    case deleteUserPolicy(user: String, name: String)
    /// A managed policy is made.
    case createPolicy(name: String, document: PolicyText)
    /// A managed policy is given to a user.
    case attachPolicy(name: String, user: String)
    /// A managed policy is taken from a user.
    case detachPolicy(name: String, arn: String, user: String)
    /// A managed policy is removed.
    case deletePolicy(name: String, arn: String)
    /// A key of a user who goes is removed.
    case deleteAccessKey(id: String, user: String)
    /// A user goes.
    case deleteUser(String)
    /// A role is made, which may do nothing yet.
    case createRole(String, trust: PolicyText)
    /// Who may assume a role changes.
    case putTrustPolicy(role: String, before: PolicyText?, after: PolicyText)
    /// A role's inline policy is made or changed.
    case putRolePolicy(role: String, name: String, before: PolicyText?, after: PolicyText)
    /// A bucket's policy is made or changed.
    case putBucketPolicy(bucket: String, before: PolicyText?, after: PolicyText)
}

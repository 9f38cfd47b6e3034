/// Where a document is attached, which decides the elements that it must and must not have.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Principal" and "… Resource".
public enum PolicyKind: String, Hashable, Sendable {
    /// To a user or role, to a session, or as a permissions boundary: names resources and no
    /// principal.
    case identity
    /// To a resource, such as a bucket or a key: names principals and resources.
    case resource
    /// To a role, as its trust policy: names principals; the role is the resource.
    case trust
}

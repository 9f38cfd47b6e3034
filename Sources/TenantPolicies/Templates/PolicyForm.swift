/// A form in which tenants' rights are written down, each for a mechanism of its own.
public enum PolicyForm: String, Hashable, Sendable, CaseIterable {
    /// A user's or role's policy, with a fence that no other policy can take down.
    case identity
    /// A session's policy, passed to `AssumeRole`.
    case session
    /// One role for all tenants, told apart by a tag of the session: its policy and its trust.
    case abac
    /// A user's policy in MinIO's dialect.
    case minio
    /// The bucket's policy: transport, encryption, strangers.
    case bucket
    /// The server's own policy, and the one that erasing a tenant needs besides.
    case writer
    /// Inputs of `CreateAccessGrant` of S3 Access Grants.
    case accessGrants = "access-grants"
    /// A tenant's key's policy.
    case kms
    /// The other forms as Terraform's resources.
    case terraform
    /// The other forms as CloudFormation's resources.
    case cloudformation

    /// The folder of the form's files.
    public var folder: String { rawValue }

    /// Whether there is a file for each tenant, named after it.
    public var isPerTenant: Bool {
        switch self {
        case .identity, .session, .minio, .accessGrants, .kms: true
        case .abac, .bucket, .writer, .terraform, .cloudformation: false
        }
    }

    /// Whether it holds others, and none of its own.
    public var isBundle: Bool { self == .terraform || self == .cloudformation }
}

/// How long a policy may be that a mechanism takes, in bytes of compact JSON.
///
/// IAM counts no whitespace, and compact JSON has none; the others count what they are given.
public struct PolicyLimit: Hashable, Sendable {
    /// What the policy is to be: `a session policy`.
    public let name: String
    /// The most bytes.
    public let bytesMax: Int
    /// What to do about one that is longer.
    public let advice: String

    /// What `AssumeRole` takes; STS also limits a packed form, whose size nobody can compute before.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let session = PolicyLimit(
        name: "a session policy",
        bytesMax: 2048,
        advice: "name fewer tables by --tables, or use --form abac"
    )
    /// Managed policies.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let managed = PolicyLimit(
        name: "a managed policy",
        bytesMax: 6144,
        advice: "name fewer tables by --tables, or use --form abac"
    )
    /// All inline policies of a user.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let userInline = PolicyLimit(
        name: "a user's inline policies",
        bytesMax: 2048,
        advice: "name fewer tables by --tables, or attach it as a managed policy"
    )
    /// All inline policies of a role.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let roleInline = PolicyLimit(
        name: "a role's inline policies",
        bytesMax: 10_240,
        advice: "name fewer tables by --tables"
    )
    /// Role trust policy, unless it was raised.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let trust = PolicyLimit(
        name: "a role's trust policy",
        bytesMax: 2048,
        advice: "name fewer roles by --broker-role"
    )
    /// 20 KB.
    ///
    /// Source: Amazon S3 User Guide, "Bucket policies".
    public static let bucket = PolicyLimit(
        name: "a bucket's policy",
        bytesMax: 20_480,
        advice: "name fewer principals and keys"
    )
    /// Key policy document size.
    ///
    /// Source: AWS KMS Developer Guide, "Resource quotas".
    public static let key = PolicyLimit(
        name: "a key's policy",
        bytesMax: 32_768,
        advice: "name fewer tables by --tables"
    )
    /// What `AddCannedPolicy` reads.
    ///
    /// Source: minio/minio, `cmd/admin-handlers-users.go`.
    public static let minio = PolicyLimit(
        name: "a policy of MinIO's",
        bytesMax: 20 << 10,
        advice: "name fewer tables by --tables"
    )
}

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

    /// Source: IAM User Guide, "IAM and AWS STS quotas": session policy plaintext. STS also limits
    /// a packed form, which it tells nobody how to compute.
    public static let session = PolicyLimit(
        name: "a session policy",
        bytesMax: 2048,
        advice: "name fewer tables by --tables, or use --form abac"
    )
    /// Source: IAM User Guide, "IAM and AWS STS quotas": managed policies.
    public static let managed = PolicyLimit(
        name: "a managed policy",
        bytesMax: 6144,
        advice: "name fewer tables by --tables, or use --form abac"
    )
    /// Source: IAM User Guide, "IAM and AWS STS quotas": all inline policies of a user.
    public static let userInline = PolicyLimit(
        name: "a user's inline policies",
        bytesMax: 2048,
        advice: "name fewer tables by --tables, or attach it as a managed policy"
    )
    /// Source: IAM User Guide, "IAM and AWS STS quotas": all inline policies of a role.
    public static let roleInline = PolicyLimit(
        name: "a role's inline policies",
        bytesMax: 10_240,
        advice: "name fewer tables by --tables"
    )
    /// Source: IAM User Guide, "IAM and AWS STS quotas": role trust policy, unless it was raised.
    public static let trust = PolicyLimit(
        name: "a role's trust policy",
        bytesMax: 2048,
        advice: "name fewer roles by --broker-role"
    )
    /// Source: Amazon S3 User Guide, "Bucket policies": 20 KB.
    public static let bucket = PolicyLimit(
        name: "a bucket's policy",
        bytesMax: 20_480,
        advice: "name fewer principals and keys"
    )
    /// Source: AWS KMS Developer Guide, "Resource quotas": key policy document size.
    public static let key = PolicyLimit(
        name: "a key's policy",
        bytesMax: 32_768,
        advice: "name fewer tables by --tables"
    )
    /// Source: minio/minio, `cmd/admin-handlers-users.go`: what `AddCannedPolicy` reads.
    public static let minio = PolicyLimit(
        name: "a policy of MinIO's",
        bytesMax: 20 << 10,
        advice: "name fewer tables by --tables"
    )
}

import TenantPolicies

/// A mistake: what is added to a correct policy, or stands in its place; the finding; a part of
/// what is said; the operation and what of the witness shows it.
struct PolicyMistake: Sendable, CustomStringConvertible {
    let name: String
    var statements: String
    var replaces = true
    let kind: PolicyFinding.Kind
    let says: String
    let action: String
    let shows: String

    var description: String { name }

    private static let root = "arn:aws:s3:::lake/root"

    static let all: [PolicyMistake] = [
        PolicyMistake(
            name: "bare s3:prefix",
            statements: Policies.allow(
                "s3:ListBucket",
                on: "arn:aws:s3:::lake",
                if: #"{"StringEquals": {"s3:prefix": "root/clicks/tenantId=t1"}}"#
            ),
            kind: .exceeds,
            says: "does not end in a slash",
            action: "s3:ListBucket",
            shows: "root/clicks/tenantId=t1"
        ),
        PolicyMistake(
            name: "a prefix without its slash in front of the star",
            statements: Policies.allow(
                "s3:ListBucket",
                on: "arn:aws:s3:::lake",
                if: #"{"StringLike": {"s3:prefix": "root/clicks/tenantId=t1*"}}"#
            ),
            kind: .exceeds,
            says: "only begins alike",
            action: "s3:ListBucket",
            shows: "root/clicks/tenantId=t1"
        ),
        PolicyMistake(
            name: "a resource without its slash",
            statements: Policies.allow("s3:GetObject", on: "\(root)/clicks/tenantId=t1*"),
            kind: .exceeds,
            says: "at its end without a slash",
            action: "s3:GetObject",
            shows: "\(root)/clicks/tenantId=t10/secret"
        ),
        PolicyMistake(
            name: "a listing without a condition",
            statements: Policies.allow("s3:ListBucket", on: "arn:aws:s3:::lake"),
            kind: .exceeds,
            says: "a condition on s3:prefix is missing",
            action: "s3:ListBucket",
            shows: ""
        ),
        PolicyMistake(
            name: "a condition on the wrong operation",
            statements: Policies.allow(
                "s3:GetObject",
                on: "arn:aws:s3:::lake/*",
                if: #"{"StringLike": {"s3:prefix": "root/clicks/tenantId=t1/*"}}"#
            ),
            kind: .lacks,
            says: "which a request for s3:GetObject never has",
            action: "s3:GetObject",
            shows: ""
        ),
        PolicyMistake(
            name: "a denial that asks the wrong operation for a prefix",
            statements: Policies.deny(
                "s3:*",
                if: #"{"StringNotLike": {"s3:prefix": "root/*"}}"#
            ),
            replaces: false,
            kind: .lacks,
            says: "denies it",
            action: "s3:GetObject",
            shows: ""
        ),
        PolicyMistake(
            name: "a star in place of the tables",
            statements: Policies.allow("s3:GetObject", on: "\(root)/*/tenantId=t1/*"),
            kind: .exceeds,
            says: "a star crosses slashes",
            action: "s3:GetObject",
            shows: "tenantId=other/x/tenantId=t1/"
        ),
        PolicyMistake(
            name: "NotAction that allows",
            statements:
                #"{"Effect": "Allow", "NotAction": "s3:Delete*", "Resource": "\#(root)/clicks/tenantId=t1/*"}"#,
            kind: .exceeds,
            says: "NotAction allows all",
            action: "",
            shows: "tenantId=t1/"
        ),
        PolicyMistake(
            name: "NotResource that allows",
            statements:
                #"{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::lake/root/_lakewriter/*"}"#,
            kind: .exceeds,
            says: "NotResource allows all",
            action: "s3:GetObject",
            shows: "tenantId=t10/secret"
        ),
        PolicyMistake(
            name: "ForAllValues, which a request without the key passes",
            statements: Policies.allow(
                "s3:ListBucket",
                on: "arn:aws:s3:::lake",
                if: #"{"ForAllValues:StringLike": {"s3:prefix": "root/clicks/tenantId=t1/*"}}"#
            ),
            kind: .exceeds,
            says: "holds where a request has no s3:prefix",
            action: "s3:ListBucket",
            shows: ""
        ),
        PolicyMistake(
            name: "IfExists, which a request without the key passes",
            statements: Policies.allow(
                "s3:ListBucket",
                on: "arn:aws:s3:::lake",
                if: #"{"StringLikeIfExists": {"s3:prefix": "root/clicks/tenantId=t1/*"}}"#
            ),
            kind: .exceeds,
            says: "holds where a request has no s3:prefix",
            action: "s3:ListBucket",
            shows: ""
        ),
        PolicyMistake(
            name: "a variable that has no value",
            statements: Policies.allow(
                "s3:GetObject",
                on: "\(root)/clicks/tenantId=${aws:PrincipalTag/TenantID}/*"
            ),
            kind: .lacks,
            says: "the resource does not match",
            action: "s3:GetObject",
            shows: ""
        ),
        PolicyMistake(
            name: "a variable that the requester chooses",
            statements: Policies.allow(
                "s3:GetObject",
                on: "\(root)/clicks/tenantId=${aws:UserAgent}/*"
            ),
            kind: .exceeds,
            says: "with aws:useragent 't10'",
            action: "s3:GetObject",
            shows: "tenantId=t10/"
        ),
        PolicyMistake(
            name: "a tenant's name with a wildcard",
            statements: Policies.allow("s3:GetObject", on: "\(root)/clicks/tenantId=t?/*"),
            kind: .exceeds,
            says: "a wildcard stands in the tenant's name",
            action: "s3:GetObject",
            shows: ""
        ),
        PolicyMistake(
            name: "everything",
            statements: Policies.allow("s3:*"),
            kind: .exceeds,
            says: "and",
            action: "",
            shows: ""
        ),
        PolicyMistake(
            name: "an operation more",
            statements: Policies.allow("s3:GetObjectTagging", on: "\(root)/clicks/tenantId=t1/*"),
            replaces: false,
            kind: .exceeds,
            says: "s3:GetObjectTagging",
            action: "s3:GetObjectTagging",
            shows: "tenantId=t1/"
        ),
        PolicyMistake(
            name: "the buckets' names",
            statements: Policies.allow("s3:ListAllMyBuckets"),
            replaces: false,
            kind: .exceeds,
            says: "s3:ListAllMyBuckets",
            action: "s3:ListAllMyBuckets",
            shows: ""
        ),
        PolicyMistake(
            name: "uploads of everybody",
            statements: Policies.allow("s3:ListBucketMultipartUploads", on: "arn:aws:s3:::lake"),
            replaces: false,
            kind: .exceeds,
            says: "s3:ListBucketMultipartUploads",
            action: "s3:ListBucketMultipartUploads",
            shows: ""
        ),
        PolicyMistake(
            name: "another service",
            statements: Policies.allow("iam:Create*"),
            replaces: false,
            kind: .exceeds,
            says: "iam:create",
            action: "iam:create",
            shows: ""
        ),
        PolicyMistake(
            name: "an address that the requester chooses",
            statements: Policies.allow(
                "s3:GetObject",
                if: #"{"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "10.1.0.0/16"]}}"#
            ),
            kind: .exceeds,
            says: "may s3:GetObject",
            action: "s3:GetObject",
            shows: "tenantId=t10/secret"
        ),
        PolicyMistake(
            name: "a denial inside the folder",
            statements: Policies.deny("s3:GetObject", on: "\(root)/clicks/tenantId=t1/dt=2026*"),
            replaces: false,
            kind: .lacks,
            says: "denies it",
            action: "s3:GetObject",
            shows: "dt=2026"
        ),
    ]
}

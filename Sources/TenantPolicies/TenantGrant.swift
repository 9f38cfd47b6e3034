public import LakeModel

/// What a tenant is to be able to do in a lake, and nothing besides: the one source of every
/// generated policy, and what they are proved against.
///
/// The tables are named one by one. `<root>/*/tenantId=T/*` would be shorter, and wrong: `*`
/// crosses slashes, so it reaches `<root>/clicks/tenantId=other/tenantId=T/`.
public struct TenantGrant: Hashable, Sendable {
    /// Whether a tenant may change what it reads.
    public enum Access: String, Hashable, Sendable, CaseIterable {
        /// Its data may be listed and read.
        case read
        /// Its data may also be written and deleted.
        case write
    }

    /// The bucket that the lake is in.
    public var bucket: String
    /// The keys' prefix under which the lake lies, without a slash at its end; empty where the
    /// bucket is the lake.
    public var root: String
    /// Whose cloud, as ARNs say it: `aws`, `aws-cn`, `aws-us-gov`.
    public var partition: String
    /// Whose grant.
    public var tenant: TenantID
    /// The event tables, in the order of their names and each once; `dead_letters` is understood.
    public var tables: [TableName]
    /// What may be done with them.
    public var access: Access
    /// The ARN of the key that the tenant's objects are encrypted with, where it has its own.
    public var kmsKey: String?

    /// Creates a grant; tables are put in order, and `dead_letters` is taken out of them.
    public init(
        bucket: String,
        root: String,
        partition: String = "aws",
        tenant: TenantID,
        tables: [TableName],
        access: Access,
        kmsKey: String? = nil
    ) {
        self.bucket = bucket
        self.root = root
        self.partition = partition
        self.tenant = tenant
        self.tables = Set(tables).subtracting([.deadLetters]).sorted()
        self.access = access
        self.kmsKey = kmsKey
    }

    /// The tenant's folders as prefixes of keys, a slash at the end of each: its tables in order,
    /// `dead_letters`, `_catalog`.
    public var folders: [String] {
        let root = root.isEmpty ? "" : root + "/"
        return (tables.map(\.name) + ["dead_letters", "_catalog"])
            .map { "\(root)\($0)/tenantId=\(tenant)/" }
    }

    /// The bucket's ARN.
    public var bucketARN: String { "arn:\(partition):s3:::\(bucket)" }

    /// The ARN of the object with this key, or of all that a pattern of keys matches.
    public func objectARN(_ key: String) -> String { "\(bucketARN)/\(key)" }

    /// The operations on the objects of the folders, in a fixed order.
    public var objectActions: [String] {
        switch access {
        case .read: ["s3:GetObject"]
        case .write:
            [
                "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject",
                "s3:ListMultipartUploadParts", "s3:PutObject",
            ]
        }
    }

    /// The operation that lists keys, to be allowed with a prefix in one of the folders alone.
    public static let listAction = "s3:ListBucket"
    /// The operation on the bucket that tells no more than its region.
    public static let locationAction = "s3:GetBucketLocation"

    /// The operations on the tenant's own key.
    public var keyActions: [String] {
        switch access {
        case .read: ["kms:Decrypt"]
        case .write: ["kms:Decrypt", "kms:GenerateDataKey"]
        }
    }
}

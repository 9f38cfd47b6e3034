public import LakeModel

/// All that policies are generated from, but for the tenants.
public struct PolicyTerms: Hashable, Sendable {
    /// How objects are encrypted, as the server that writes them is configured.
    public enum Encryption: String, Hashable, Sendable, CaseIterable {
        /// By the bucket's default: the server asks for nothing.
        case none
        /// With S3's keys, asked for at every write.
        case s3 = "sse-s3"
        /// With keys of KMS, asked for at every write.
        case kms = "sse-kms"

        /// What the server asks S3 for; nil: for nothing.
        public var header: String? {
            switch self {
            case .none: nil
            case .s3: "AES256"
            case .kms: "aws:kms"
            }
        }
    }

    /// Where the lake lies.
    public var lake: PolicyLake
    /// The event tables, in the order of their names; `dead_letters` is understood.
    public var tables: [TableName]
    /// What tenants may do with what is theirs.
    public var access: TenantGrant.Access
    /// Where the bucket is, which only KMS asks for.
    public var region: AWSRegion?
    /// Whose the bucket and the principals are.
    public var account: AWSAccountID?
    /// The tag of sessions and users that says whose they are.
    public var principalTag: PrincipalTagKey = .tenantID
    /// Who opens tagged sessions of the tenants' one role.
    public var brokerRoles: [PrincipalARN] = []
    /// The role whose sessions the catalog hands out, each named after its tenant.
    public var sessionRoles: [PrincipalARN] = []
    /// Who the server is.
    public var writerPrincipals: [PrincipalARN] = []
    /// How the server encrypts.
    public var encryption: Encryption = .none
    /// The key of all tenants that have none of their own.
    public var defaultKey: KMSKeyARN?
    /// The accounts' keys among which tenants have their own, as patterns.
    public var tenantKeyPatterns: Set<String> = []
    /// Whether objects are tagged with their tenant.
    public var tagsObjects = false
    /// The MinIO server's policy module where tenants may list; nil: they may not.
    public var minioListing: MinIOPolicyModule?

    /// Creates terms of the least kind; tables are put in order, and `dead_letters` is taken out.
    public init(lake: PolicyLake, tables: [TableName], access: TenantGrant.Access) {
        self.lake = lake
        self.tables = Set(tables).subtracting([.deadLetters]).sorted()
        self.access = access
    }

    /// Whose cloud, as ARNs say it: that of the region, and else that of the first ARN given.
    public var partition: String {
        if let region = region ?? defaultKey?.region { return region.partition }
        return (writerPrincipals + brokerRoles + sessionRoles).first?.partition ?? "aws"
    }

    /// What a tenant is to be able to do.
    public func grant(of tenant: PolicyTenant) -> TenantGrant {
        TenantGrant(
            bucket: lake.bucket,
            root: lake.root,
            partition: partition,
            tenant: tenant.id,
            tables: tables.filter { tenant.tables?.contains($0) ?? true },
            access: access,
            kmsKey: (tenant.key ?? defaultKey)?.text
        )
    }

    /// The folders of whoever the tag names, which a policy for all tenants has in their place.
    var taggedFolders: [String] {
        (tables + [.deadLetters]).map(\.name).appending("_catalog")
            .map { "\(lake.keyPrefix)\($0)/tenantId=\(principalTag.variable)/" }
    }
}

extension Array {
    fileprivate func appending(_ element: Element) -> Self { self + [element] }
}

/// Names that people understand at once, for the witnesses of findings.
struct PolicyExamples: Hashable, Sendable {
    /// ARNs, the most telling first.
    var resources: [String] = []
    /// Values of `s3:prefix`, the most telling first.
    var prefixes: [String] = []
    /// The name of another tenant, for variables that nobody has given a value.
    var stranger = "other"

    /// No examples.
    init() {}

    /// The places that a tenant must not reach, those of a tenant with a similar name first.
    init(_ grant: TenantGrant) {
        let root = grant.root.isEmpty ? "" : grant.root + "/"
        let own = "tenantId=\(grant.tenant)"
        let similar = "\(grant.tenant)0"
        stranger = similar
        let folders = grant.folders.map { folder in
            folder.split(separator: "/").map { $0 == own ? "tenantId=\(similar)" : "\($0)" }
                .joined(separator: "/") + "/"
        }
        let keys =
            folders.map { $0 + "secret" }
            + grant.folders.map { $0.replacingTenant(own, "tenantId=other/x/\(own)") + "secret" }
            + grant.folders.map { $0.replacingTenant(own, "tenantId=other") + "secret" }
            + ["\(root)_lakewriter/secret", "\(root)secret", "elsewhere/secret"]
        resources =
            keys.map(grant.objectARN)
            + [grant.bucketARN, "\(grant.bucketARN)-2/secret", "\(grant.bucketARN)-2"]
        prefixes =
            grant.folders.map { String($0.dropLast()) } + folders
            + ["", root, "\(root)_lakewriter/", "\(root)clicks/tenantId="]
    }
}

extension String {
    fileprivate func replacingTenant(_ own: String, _ other: String) -> String {
        split(separator: "/").map { $0 == own ? other : "\($0)" }.joined(separator: "/") + "/"
    }
}

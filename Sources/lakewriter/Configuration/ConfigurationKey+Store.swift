extension ConfigurationKey {
    static let storeEncryption = ConfigurationKey(
        path: "store.encryption",
        fallback: "none",
        help: "What the store encrypts objects with: none (as the bucket is set), sse-s3, sse-kms."
    )
    static let storeKMSKey = ConfigurationKey(
        path: "store.kms-key",
        fallback: nil,
        help:
            "The key for sse-kms of tenants that have none of their own; without it the account's."
    )
    static let storeTagTenants = ConfigurationKey(
        path: "store.tag-tenants",
        fallback: "false",
        help: "Tag every object of a tenant tenantId=<tenant>, for reports of costs."
    )
    static let retentionInterval = ConfigurationKey(
        path: "retention.interval",
        fallback: "1h",
        help: "How often days are dropped that tenants' retention has passed; 0s: never."
    )

    /// The keys of how objects are kept, and for how long.
    static let store = [storeEncryption, storeKMSKey, storeTagTenants, retentionInterval]
}

import ObjectStorage

extension ObjectPlacement {
    /// The placement that a configuration asks for.
    ///
    /// - Parameters:
    ///   - configuration: what is asked for.
    ///   - keys: tenants' own keys, as far as they are known by then.
    /// - Throws: ``ConfigurationError`` for a word that is none, and for a key without sse-kms.
    init(_ configuration: Configuration, keys: TenantKeys) throws {
        let word = configuration[.storeEncryption]
        let key = configuration.optional(.storeKMSKey)
        let encryption: Encryption
        switch word.text {
        case "none": encryption = .bucketDefault
        case "sse-s3": encryption = .managedKeys
        case "sse-kms": encryption = .keyService(key: key?.text)
        default:
            throw ConfigurationError(
                "\(word.source) is \"\(word.text)\": write none, sse-s3 or sse-kms"
            )
        }
        guard key == nil || word.text == "sse-kms" else {
            throw ConfigurationError("store.kms-key is set: store.encryption must be sse-kms then")
        }
        self.init(
            encryption: encryption,
            tagsTenants: try configuration[.storeTagTenants].boolean(),
            tenantKey: { keys.key(of: $0) }
        )
    }
}

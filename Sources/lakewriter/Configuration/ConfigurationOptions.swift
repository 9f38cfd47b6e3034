import ArgumentParser

/// The flags that every command with a configuration takes; see ``ConfigurationKey``.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "A YAML file of settings; flags and the environment go before it.")
    var config: String?

    @Option(help: help(.lake)) var lake: String?
    @Option(help: help(.dataDirectory)) var dataDir: String?
    @Option(help: help(.schemas)) var schemas: String?
    @Option(help: help(.listen)) var listen: String?
    @Flag(help: help(.development)) var dev = false
    @Option(help: help(.flushAge)) var flushAge: String?
    @Option(help: help(.flushSize)) var flushSize: String?
    @Option(help: help(.flushMemory)) var flushMemory: String?
    @Option(help: help(.logSegmentSize)) var logSegmentSize: String?
    @Option(help: help(.logSizeMax)) var logMaxSize: String?
    @Option(help: help(.bodyMax)) var limitsBody: String?
    @Option(help: help(.decompressedMax)) var limitsDecompressed: String?
    @Option(help: help(.depthMax)) var limitsDepth: String?
    @Option(help: help(.keysMax)) var limitsKeys: String?
    @Option(help: help(.eventMax)) var limitsEvent: String?
    @Option(help: help(.futureMax)) var limitsFuture: String?
    @Option(help: help(.compressionLevel)) var parquetCompressionLevel: String?
    @Option(help: help(.shutdownGrace)) var shutdownGrace: String?
    @Option(help: help(.recoveryRewrite)) var recoveryRewrite: String?
    @Option(help: help(.logLevel)) var logLevel: String?
    @Option(help: help(.issuers)) var authIssuers: String?
    @Option(help: help(.catalogCommitInterval)) var catalogCommitInterval: String?
    @Option(help: help(.catalogSingleWriter)) var catalogSingleWriter: String?
    @Option(help: help(.catalogAccess)) var catalogAccess: String?
    @Option(help: help(.catalogRole)) var catalogStsRole: String?
    @Option(help: help(.catalogTokenService)) var catalogStsEndpoint: String?
    @Option(help: help(.catalogSessionDuration)) var catalogStsDuration: String?
    @Option(help: help(.catalogURI)) var catalogUri: String?
    @Option(help: help(.catalogWarehouse)) var catalogWarehouse: String?
    @Option(help: help(.catalogToken)) var catalogToken: String?
    @Option(help: help(.catalogCredential)) var catalogCredential: String?
    @Option(help: help(.catalogScope)) var catalogScope: String?
    @Option(name: .customLong("catalog-oauth2-server-uri"), help: help(.catalogTokenServer))
    var catalogOauth2ServerUri: String?
    @Option(help: help(.tenantsPath)) var tenantsPath: String?
    @Option(help: help(.tenantsPoll)) var tenantsPoll: String?
    @Option(help: help(.tenantsUnknown)) var tenantsUnknown: String?
    @Option(help: help(.tenantsEvents)) var tenantsEventsPerSecond: String?
    @Option(help: help(.tenantsBytes)) var tenantsBytesPerSecond: String?
    @Option(help: help(.tenantsBurst)) var tenantsBurstSeconds: String?
    @Option(help: help(.tenantsOpenTables)) var tenantsOpenTables: String?
    @Option(help: help(.tenantsRequest)) var tenantsRequestBytes: String?
    @Option(help: help(.auditPath)) var auditPath: String?
    @Option(help: help(.storeEncryption)) var storeEncryption: String?
    @Option(help: help(.storeKMSKey)) var storeKmsKey: String?
    @Option(help: help(.storeTagTenants)) var storeTagTenants: String?
    @Option(help: help(.retentionInterval)) var retentionInterval: String?

    /// What the command line says, by key.
    var values: [ConfigurationKey: String] {
        let given: [(ConfigurationKey, String?)] = [
            (.lake, lake), (.dataDirectory, dataDir), (.schemas, schemas), (.listen, listen),
            (.development, dev ? "true" : nil),
            (.flushAge, flushAge), (.flushSize, flushSize), (.flushMemory, flushMemory),
            (.logSegmentSize, logSegmentSize), (.logSizeMax, logMaxSize),
            (.bodyMax, limitsBody), (.decompressedMax, limitsDecompressed),
            (.depthMax, limitsDepth), (.keysMax, limitsKeys),
            (.eventMax, limitsEvent), (.futureMax, limitsFuture),
            (.compressionLevel, parquetCompressionLevel), (.shutdownGrace, shutdownGrace),
            (.recoveryRewrite, recoveryRewrite), (.logLevel, logLevel), (.issuers, authIssuers),
            (.catalogCommitInterval, catalogCommitInterval),
            (.catalogSingleWriter, catalogSingleWriter),
            (.catalogAccess, catalogAccess), (.catalogRole, catalogStsRole),
            (.catalogTokenService, catalogStsEndpoint),
            (.catalogSessionDuration, catalogStsDuration),
            (.catalogURI, catalogUri), (.catalogWarehouse, catalogWarehouse),
            (.catalogToken, catalogToken), (.catalogCredential, catalogCredential),
            (.catalogScope, catalogScope), (.catalogTokenServer, catalogOauth2ServerUri),
            (.tenantsPath, tenantsPath), (.tenantsPoll, tenantsPoll),
            (.tenantsUnknown, tenantsUnknown), (.tenantsEvents, tenantsEventsPerSecond),
            (.tenantsBytes, tenantsBytesPerSecond), (.tenantsBurst, tenantsBurstSeconds),
            (.tenantsOpenTables, tenantsOpenTables), (.tenantsRequest, tenantsRequestBytes),
            (.auditPath, auditPath),
            (.storeEncryption, storeEncryption), (.storeKMSKey, storeKmsKey),
            (.storeTagTenants, storeTagTenants), (.retentionInterval, retentionInterval),
        ]
        return Dictionary(
            uniqueKeysWithValues: given.compactMap { key, value in
                value.map { (key, $0) }
            }
        )
    }

    private static func help(_ key: ConfigurationKey) -> ArgumentHelp {
        let fallback = key.fallback.map { " Default: \($0)." } ?? ""
        return ArgumentHelp(stringLiteral: "\(key.help)\(fallback) [\(key.variable)]")
    }
}

import Columnar
import Iceberg
import LakeModel
import LakeServer
import Logging
import ObjectStorage
import Pipeline
import WriteAheadLog

/// The configuration, understood: what each part of the program is given.
struct ServiceSettings: Sendable {
    var lake: String
    var dataDirectory: String
    var schemaFolder: String
    var isDevelopment: Bool
    var shutdownGrace: Duration
    var logLevel: Logger.Level
    var pipeline: PipelineSettings
    var log: WALSettings
    var http: HTTPSettings
    var authentication: AuthenticationSettings
    /// What is said about tenants where no other source says anything.
    var tenants: TenantDirectory
    /// The operator's tenants: a file or a folder; nil: there is none.
    var tenantsPath: String?
    /// How often the store is asked about tenants.
    var tenantsPoll: Duration
    /// How objects are kept.
    var placement: ObjectPlacement
    /// Tenants' own keys, once they are known.
    let tenantKeys = TenantKeys()
    /// How often days are dropped that retention has passed; nil: never.
    var retentionInterval: Duration?
    var access: AccessSettings
    /// Whether nobody else writes to the lake, whatever its store can do.
    var isSingleWriter: Bool
    /// Somebody else's catalog to commit to; nil: the lake's own.
    var externalCatalog: RESTCatalogSettings?

    /// Understands a configuration.
    ///
    /// - Throws: ``ConfigurationError`` at the first value that is not one.
    init(_ configuration: Configuration) throws {
        lake = try configuration.required(.lake).text
        dataDirectory = configuration[.dataDirectory].text
        schemaFolder = configuration[.schemas].text
        isDevelopment = try configuration[.development].boolean()
        logLevel = try configuration[.logLevel].logLevel()
        shutdownGrace = try configuration[.shutdownGrace].duration()
        pipeline = try PipelineSettings(configuration)
        log = WALSettings()
        log.segmentByteCount = try configuration[.logSegmentSize].bytes()
        log.retainedBytesMax = UInt64(try configuration[.logSizeMax].bytes())
        http = HTTPSettings()
        (http.host, http.port) = try configuration[.listen].address()
        http.bodySizeMax = try configuration[.bodyMax].bytes()
        authentication = AuthenticationSettings()
        isSingleWriter = try configuration[.catalogSingleWriter].boolean()
        tenants = try TenantDirectory(configuration)
        tenantsPath = configuration.optional(.tenantsPath)?.text
        tenantsPoll = try configuration[.tenantsPoll].duration()
        guard tenantsPoll >= .milliseconds(10) else {
            throw ConfigurationError("tenants.poll is too short: write 10ms or more")
        }
        placement = try ObjectPlacement(configuration, keys: tenantKeys)
        let interval = try configuration[.retentionInterval].duration()
        retentionInterval = interval == .zero ? nil : max(interval, .seconds(1))
        access = try AccessSettings(configuration)
        externalCatalog = try RESTCatalogSettings(configuration)
        authentication.issuers = try IssuerConfiguration.issuers(configuration[.issuers])
        authentication.keySetRefreshInterval = try configuration[.keyRefresh].keyRefresh()
    }

    /// What speaks on standard error, from the configured level on.
    var logger: Logger {
        var logger = Logger(label: "lakewriter")
        logger.logLevel = logLevel
        return logger
    }
}

extension PipelineSettings {
    init(_ configuration: Configuration) throws {
        self.init()
        commit.interval = try configuration[.catalogCommitInterval].duration()
        flush.ageMax = try configuration[.flushAge].duration()
        // Columns count their bytes in 32 bits, and what is decoding when a generation is full
        // comes on top of it: a quarter of that is safe.
        flush.generationBytesMax = try configuration[.flushSize].bytes(atMost: 1 << 30)
        flush.memoryBytesMax = try configuration[.flushMemory].bytes()
        bodyBytesMax = try configuration[.decompressedMax].bytes()
        futureLimit = try configuration[.futureMax].duration()
        decode.depthMax = try configuration[.depthMax].integer(in: 1...512)
        decode.keysPerObjectMax = try configuration[.keysMax].integer(in: 1...1_000_000)
        decode.eventByteCountMax = try configuration[.eventMax].bytes()
        rewritesMissingFiles = try configuration[.recoveryRewrite].boolean()
        compressionLevel = try configuration[.compressionLevel].integer(in: 1...19)
    }
}

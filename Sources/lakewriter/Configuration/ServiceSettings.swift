import Columnar
import LakeServer
import Pipeline
import WriteAheadLog

/// The configuration, understood: what each part of the program is given.
struct ServiceSettings: Sendable {
    var lake: String
    var dataDirectory: String
    var schemaFolder: String
    var isDevelopment: Bool
    var shutdownGrace: Duration
    var pipeline: PipelineSettings
    var log: WALSettings
    var http: HTTPSettings
    var authentication: AuthenticationSettings

    /// Understands a configuration.
    ///
    /// - Throws: ``ConfigurationError`` at the first value that is not one.
    init(_ configuration: Configuration) throws {
        lake = try configuration.required(.lake).text
        dataDirectory = configuration[.dataDirectory].text
        schemaFolder = configuration[.schemas].text
        isDevelopment = try configuration[.development].boolean()
        shutdownGrace = try configuration[.shutdownGrace].duration()
        pipeline = try PipelineSettings(configuration)
        log = WALSettings()
        log.segmentByteCount = try configuration[.logSegmentSize].bytes()
        log.retainedBytesMax = UInt64(try configuration[.logSizeMax].bytes())
        http = HTTPSettings()
        (http.host, http.port) = try configuration[.listen].address()
        http.bodySizeMax = try configuration[.bodyMax].bytes()
        authentication = AuthenticationSettings()
        authentication.issuers = try IssuerConfiguration.issuers(configuration[.issuers])
    }
}

extension PipelineSettings {
    init(_ configuration: Configuration) throws {
        self.init()
        flush.ageMax = try configuration[.flushAge].duration()
        flush.generationBytesMax = try configuration[.flushSize].bytes()
        flush.memoryBytesMax = try configuration[.flushMemory].bytes()
        bodyBytesMax = try configuration[.decompressedMax].bytes()
        futureLimit = try configuration[.futureMax].duration()
        decode.depthMax = try configuration[.depthMax].integer(in: 1...512)
        decode.keysPerObjectMax = try configuration[.keysMax].integer(in: 1...1_000_000)
        decode.eventByteCountMax = try configuration[.eventMax].bytes()
        compressionLevel = try configuration[.compressionLevel].integer(in: 1...19)
    }
}

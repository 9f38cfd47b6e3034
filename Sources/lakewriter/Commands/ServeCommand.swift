import ArgumentParser
import LakeServer
import Logging
import Pipeline
import ServiceLifecycle
import UnixSignals

/// `lakewriter serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Take events over HTTP and write them to the lake.",
        discussion: """
            SIGTERM or Ctrl-C stops taking events, writes out what is open, and exits 0. S3 is \
            configured by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, \
            AWS_ENDPOINT_URL_S3 and the profiles of ~/.aws.
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Flag(
        help: "Print the whole configuration as YAML, with where each value comes from, and exit."
    )
    var printConfig = false

    func run() async throws {
        let configuration = try Configuration.load(options)
        if printConfig {
            print(configuration.yaml, terminator: "")
            return
        }
        var settings = try ServiceSettings(configuration)
        OpenFileLimit.apply(to: &settings.http)
        let logger = settings.logger
        let audit = try AuditOpening.open(configuration, logger: logger)
        let key =
            settings.isDevelopment
            ? try DataDirectory(settings.dataDirectory).developmentKey() : nil
        guard key != nil || !settings.authentication.issuers.isEmpty else {
            throw ConfigurationError(
                "nobody could send events: configure auth.issuers, or give --dev to try things out"
            )
        }
        let lake = try await Lake.open(settings, audit: audit)
        let authenticator = try Authenticator(
            settings: settings.authentication,
            developmentKey: key,
            fetch: KeySetFetching.fetch,
            secondsSinceEpoch: Runtime.secondsSinceEpoch,
            logger: logger
        )
        await authenticator.warm()
        let clock = SystemClock()
        let door = TenantDoor(registry: lake.tenants, uptime: { clock.uptime() })
        let server = HTTPServer(
            settings: settings.http,
            authenticator: authenticator,
            tenants: door,
            ingester: lake.writer,
            catalog: try CatalogService.desk(lake, settings, authenticator, door, audit),
            secondsSinceEpoch: Runtime.secondsSinceEpoch,
            audit: audit
        )
        let retention: [any Service] = RetentionService(lake, settings, audit).map { [$0] } ?? []
        // The last to start is the first to stop: the door closes before the pipeline drains.
        let group = ServiceGroup(
            services: [
                PipelineService(lake: lake, grace: settings.shutdownGrace),
                SchemaWatcher(
                    folder: settings.schemaFolder,
                    keeper: lake.schemas,
                    executor: lake.executor,
                    logger: logger
                ),
                TenantWatcher(
                    registry: lake.tenants,
                    audit: audit,
                    interval: settings.tenantsPoll,
                    executor: lake.executor
                ),
                ServerService(server: server, logger: logger),
            ] + retention,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
    }
}

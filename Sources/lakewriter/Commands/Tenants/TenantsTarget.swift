import ArgumentParser
import LakeModel
import LakeServer
import Logging
import ObjectStorage
import Pipeline

/// Which lake a command about tenants works on.
struct TenantsTarget: ParsableArguments {
    @Option(help: "Where the lake lies. [LAKEWRITER_LAKE]")
    var lake: String?

    @Option(help: "A YAML file of settings, as the server reads it. [LAKEWRITER_CONFIG]")
    var config: String?

    @Flag(help: "Print JSON: one object a line.")
    var json = false

    /// The lake, opened: nothing is read yet.
    func open() throws -> OpenedTenants {
        var options = try ConfigurationOptions.parse([])
        options.lake = lake
        options.config = config
        let configuration = try Configuration.load(options)
        let keys = TenantKeys()
        let store = try StoreOpening.open(configuration, keys: keys)
        var logger = Logger(label: "lakewriter")
        logger.logLevel = try configuration[.logLevel].logLevel()
        return OpenedTenants(
            store: store,
            keys: keys,
            file: configuration.optional(.tenantsPath)?.text,
            defaults: try TenantDirectory(configuration),
            isSingleWriter: try configuration[.catalogSingleWriter].boolean(),
            audit: try AuditOpening.open(configuration, logger: logger)
        )
    }
}

import LakeModel
import LakeServer
import Logging
import ObjectStorage
import Pipeline

/// Opens what is known of tenants.
enum TenantOpening {
    /// The registry of a server, read for the first time.
    ///
    /// - Throws: ``LakeModel/TenantFileError`` or ``Pipeline/TenantStoreError`` for a source that
    ///   cannot be understood.
    static func registry(
        _ settings: ServiceSettings,
        store: any ObjectStore,
        clock: any PipelineClock
    ) async throws -> TenantRegistry {
        var sources = TenantRegistry.Sources(store: TenantStore(store))
        sources.defaults = settings.tenants
        sources.path = settings.tenantsPath
        sources.dataDirectory = settings.dataDirectory
        let registry = TenantRegistry(
            sources,
            uptime: { clock.uptime() },
            logger: settings.logger
        )
        try await registry.start()
        return registry
    }
}

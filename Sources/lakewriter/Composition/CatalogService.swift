import Foundation
import Iceberg
import LakeServer
import ObjectStorage

/// Puts together what answers below `/catalog/v1/`.
enum CatalogService {
    /// The catalog that lies in the lake, for its readers; nil where somebody else's is committed
    /// to, since readers ask that one.
    ///
    /// - Throws: ``ObjectStorage/ObjectStoreError`` when readers' access is configured in a way
    ///   that cannot work.
    static func desk(
        _ lake: Lake,
        _ settings: ServiceSettings,
        _ authenticator: Authenticator,
        _ tenants: TenantDoor,
        _ audit: AuditLog
    ) throws -> CatalogDesk? {
        guard settings.externalCatalog == nil else { return nil }
        return CatalogDesk(
            catalog: lake.tables,
            access: try TableAccess(
                settings.access,
                lake: ObjectStoreLocation(settings.lake),
                environment: ProcessInfo.processInfo.environment,
                runtime: .live
            ),
            authenticator: authenticator,
            tenants: tenants,
            runtime: .live,
            random: Runtime.random,
            audit: audit,
            logger: lake.logger
        )
    }
}

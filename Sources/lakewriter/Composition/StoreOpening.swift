import Foundation
import LakeModel
import LakeServer
import Logging
import ObjectStorage
import Pipeline

/// Opens the lake's store, and finds out at the start what would otherwise be found out at night.
enum StoreOpening {
    /// The store that `lake` names, with credentials from where AWS's tools look for them.
    ///
    /// - Parameters:
    ///   - configuration: where the lake lies, and how objects are kept in it.
    ///   - keys: tenants' own keys, asked before every put.
    /// - Returns: the store; a bucket is not asked yet.
    /// - Throws: what is wrong with the configuration.
    static func open(
        _ configuration: Configuration,
        keys: TenantKeys = TenantKeys()
    ) throws -> any ObjectStore {
        try open(
            try configuration.required(.lake).text,
            placement: try ObjectPlacement(configuration, keys: keys)
        )
    }

    /// The store, for commands that put objects of tenants: their keys are read from it first.
    static func openKnowingTenants(
        _ configuration: Configuration
    ) async throws -> any ObjectStore {
        let keys = TenantKeys()
        let store = try open(configuration, keys: keys)
        let operators = try configuration.optional(.tenantsPath).map {
            try TenantRegistry.directory(at: $0.text)
        }
        let stored = try await TenantStore(store).read()?.directory
        let directory = try TenantDirectory(configuration)
            .overlaid(by: operators ?? TenantDirectory())
            .overlaid(by: stored ?? TenantDirectory())
        keys.ask { directory.record(of: $0)?.kmsKey }
        return store
    }

    /// The store at a location.
    static func open(_ lake: String, placement: ObjectPlacement) throws -> any ObjectStore {
        try ObjectStoreLocation(lake).open(
            environment: ProcessInfo.processInfo.environment,
            runtime: .live,
            placement: placement
        )
    }

    /// Writes a small object of the writer's own, as every file will be written.
    ///
    /// - Returns: whether the store is there. One that is merely away does not hold up the start:
    ///   events are safe in the log.
    /// - Throws: what only an operator can mend: no such bucket, wrong keys, a read-only lake.
    static func probe(_ store: any ObjectStore, logger: Logger) async throws -> Bool {
        do throws(ObjectStoreError) {
            try await store.put(
                ObjectKey("_lakewriter/probe/start"),
                Array("lakewriter\n".utf8),
                mode: .overwrite
            )
            if let wrong = try await PlacementProbe.run(store) {
                throw ObjectStoreError(
                    .misconfigured,
                    "\(store.location) does not keep objects as store.encryption and "
                        + "store.tag-tenants say: of one it was \(wrong)"
                )
            }
            return true
        } catch {
            switch error.code {
            case .unavailable, .outcomeUnknown, .full:
                logger.warning(
                    "the lake does not answer yet; events are taken and wait in the log",
                    metadata: ["reason": "\(error.message)"]
                )
                return false
            default: throw error
            }
        }
    }
}

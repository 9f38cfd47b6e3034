import Foundation
import Logging
import ObjectStorage

/// Opens the lake's store, and finds out at the start what would otherwise be found out at night.
enum StoreOpening {
    /// The store that `--lake` names, with credentials from where AWS's tools look for them.
    static func open(_ lake: String) throws -> any ObjectStore {
        try ObjectStoreLocation(lake)
            .open(environment: ProcessInfo.processInfo.environment, runtime: .live)
    }

    /// Writes a small object of the writer's own, as every file will be written.
    ///
    /// - Returns: whether the store is there. One that is merely away does not hold up the start:
    ///   events are safe in the log.
    /// - Throws: what only an operator can mend: no such bucket, wrong keys, a read-only lake.
    static func probe(_ store: any ObjectStore, logger: Logger) async throws -> Bool {
        do {
            try await store.put(
                ObjectKey("_lakewriter/probe/start"),
                Array("lakewriter\n".utf8),
                mode: .overwrite
            )
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

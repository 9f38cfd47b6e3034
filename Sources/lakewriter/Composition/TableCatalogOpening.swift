import Foundation
import Iceberg
import Logging
import ObjectStorage

/// Opens the catalog that files are committed to: the lake's own, or somebody else's.
enum TableCatalogOpening {
    /// The catalog, asked for its configuration where it is not our own.
    ///
    /// - Throws: ``Iceberg/CatalogError``: what only an operator can mend in an external catalog's
    ///   configuration. One that is merely away does not hold up the start: events are safe in the
    ///   log.
    static func open(
        _ external: RESTCatalogSettings?,
        otherwise own: any TableCatalog,
        logger: Logger
    ) async throws -> any TableCatalog {
        guard var settings = external else { return own }
        settings.http.certificateAuthorityFile =
            ProcessInfo.processInfo.environment["AWS_CA_BUNDLE"].flatMap { $0.isEmpty ? nil : $0 }
        let catalog = RESTCatalog(settings: settings, runtime: .live)
        do {
            try await catalog.connect()
        } catch {
            guard error.code == .unavailable else { throw error }
            logger.warning(
                "the catalog does not answer yet; files are written, and committed when it does",
                metadata: ["reason": "\(error.message)"]
            )
        }
        return catalog
    }

    /// How commits to a catalog are made: snapshots of an external one are its keeper's to expire.
    static func commitSettings(external: RESTCatalogSettings?) -> CommitSettings {
        var settings = CommitSettings()
        if external != nil { settings.snapshotsMax = nil }
        return settings
    }
}

import Iceberg
import LakeModel
import ObjectStorage

/// What a table holds, read the way readers do: metadata, manifest list, manifests.
struct LiveFiles: Sendable {
    let metadata: TableMetadata
    let files: [DataFile]

    /// Reads a table; nil when there is none.
    init?(_ tenant: String, _ table: String, in store: any ObjectStore) async throws {
        let lake = LakeLocation(root: store.location)
        let catalog = ObjectStoreCatalog(store: store, runtime: .live)
        do {
            metadata = try await catalog.loadTable(
                TableIdentifier(tenant: TenantID(tenant), table: TableName(table))
            ).metadata
        } catch let error as CatalogError where error.code == .noSuchTable {
            return nil
        }
        func read(_ uri: String) async throws -> [UInt8] {
            guard let key = lake.key(uri) else {
                throw CatalogError(.corrupt, "\(uri) is not in the lake")
            }
            return try await store.get(key, range: nil)
        }
        var files: [DataFile] = []
        if let list = metadata.currentSnapshot?.manifestList {
            for manifest in try ManifestListReader.read(try await read(list), path: list).manifests
            {
                let bytes = try await read(manifest.manifestPath)
                files += try ManifestReader.read(bytes, as: manifest, table: metadata).entries
                    .filter { $0.status != .deleted }.map(\.dataFile)
            }
        }
        self.files = files
    }

    /// The rows of all files.
    var rowCount: Int { files.reduce(0) { $0 + Int($1.recordCount) } }
}

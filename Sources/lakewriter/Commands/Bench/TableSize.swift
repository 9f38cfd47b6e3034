import Iceberg
import LakeModel
import ObjectStorage

/// What a planner has to read of a table.
struct TableSize: Sendable {
    let metadataLocation: String
    let metadataBytes: Int
    let manifestListBytes: Int
    let manifests: Int
    let manifestBytes: Int

    /// Looks at a table as a reader does that knows nothing of it.
    static func measure(
        _ table: TableIdentifier,
        _ catalog: ObjectStoreCatalog,
        _ store: any ObjectStore
    ) async throws -> TableSize {
        let loaded = try await catalog.loadTable(table)
        let lake = LakeLocation(root: store.location)
        var list: [ManifestFile] = []
        var listBytes = 0
        if let snapshot = loaded.metadata.currentSnapshot {
            list = try await TableTree(store: store).manifests(of: snapshot).manifests
            listBytes = try await size(of: snapshot.manifestList, lake, store)
        }
        return TableSize(
            metadataLocation: loaded.metadataLocation,
            metadataBytes: try await size(of: loaded.metadataLocation, lake, store),
            manifestListBytes: listBytes,
            manifests: list.count,
            manifestBytes: list.reduce(0) { $0 + Int($1.manifestLength) }
        )
    }

    private static func size(
        of uri: String,
        _ lake: LakeLocation,
        _ store: any ObjectStore
    ) async throws -> Int {
        guard let key = lake.key(uri) else {
            preconditionFailure("\(uri) was written by this process into \(lake.root)")
        }
        return try await store.head(key).size
    }
}

/// A table as it was last seen, which the next commit stands on.
struct CommitBase: Sendable {
    /// The table.
    let table: CatalogTable
    /// The manifests of its current snapshot.
    let manifests: [ManifestFile]

    /// The table's metadata.
    var metadata: TableMetadata { table.metadata }

    /// About how many bytes of memory it takes.
    var cost: Int {
        // A snapshot's summary is a table of some twenty strings, the longer half of them apart.
        let metadata = metadata
        let logs = metadata.snapshotLog.count + metadata.metadataLog.count
        return 8192 + 2048 * metadata.snapshots.count + 160 * logs + 512 * manifests.count
    }
}

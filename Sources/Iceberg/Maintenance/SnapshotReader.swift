/// Reads what snapshots lead to, each list and each manifest once.
struct SnapshotReader {
    private let tree: TableTree
    private let table: TableMetadata
    private var lists: [String: [ManifestFile]] = [:]
    /// Live files of old days, by manifest.
    private var outdated: [String: Set<String>] = [:]

    init(tree: TableTree, table: TableMetadata) {
        self.tree = tree
        self.table = table
    }

    /// The URIs of live files of days before `firstDay`.
    mutating func files(
        of snapshots: [Snapshot],
        before firstDay: Int32
    ) async throws(CatalogError) -> Set<String> {
        let days = PartitionDays(of: table)
        var found: Set<String> = []
        for snapshot in snapshots {
            for manifest in try await manifests(of: snapshot)
            where days.mayHold(manifest, before: firstDay) == true {
                if let known = outdated[manifest.manifestPath] {
                    found.formUnion(known)
                    continue
                }
                let files = try await tree.manifest(manifest, of: table).entries
                    .filter { entry in
                        let specID = manifest.partitionSpecID
                        return days.day(of: entry, specID: specID, before: firstDay) != nil
                    }
                    .map(\.dataFile.filePath)
                outdated[manifest.manifestPath] = Set(files)
                found.formUnion(files)
            }
        }
        return found
    }

    /// The URIs of the snapshots' manifest lists and manifests.
    mutating func metadataFiles(
        of snapshots: [Snapshot]
    ) async throws(CatalogError) -> Set<String> {
        var found: Set<String> = []
        for snapshot in snapshots {
            found.insert(snapshot.manifestList)
            for manifest in try await manifests(of: snapshot) {
                found.insert(manifest.manifestPath)
            }
        }
        return found
    }

    private mutating func manifests(
        of snapshot: Snapshot
    ) async throws(CatalogError) -> [ManifestFile] {
        if let known = lists[snapshot.manifestList] { return known }
        let read = try await tree.manifests(of: snapshot).manifests
        lists[snapshot.manifestList] = read
        return read
    }
}

public import ObjectStorage

/// Reads what a table's metadata leads to: manifest lists, and manifests.
public struct TableTree: Sendable {
    /// The lake.
    public let store: any ObjectStore
    /// Where everything lies.
    public let lake: LakeLocation

    /// Creates a reader of the tables in a lake.
    public init(store: any ObjectStore) {
        self.store = store
        lake = LakeLocation(root: store.location)
    }

    /// Reads a snapshot's manifest list.
    ///
    /// - Throws: ``CatalogError``; `.corrupt` when it is missing, lies outside the lake, or is none.
    public func manifests(of snapshot: Snapshot) async throws(CatalogError) -> ManifestList {
        try ManifestListReader.read(
            try await bytes(snapshot.manifestList),
            path: snapshot.manifestList
        )
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``CatalogError``; `.corrupt` when it is missing, lies outside the lake, has another
    ///   length than the list says, or is none.
    public func manifest(
        _ file: ManifestFile,
        of table: TableMetadata
    ) async throws(CatalogError) -> Manifest {
        let bytes = try await bytes(file.manifestPath)
        guard Int64(bytes.count) == file.manifestLength else {
            throw CatalogError(
                .corrupt,
                "\(file.manifestPath) has \(bytes.count) bytes; its manifest list says "
                    + "\(file.manifestLength)"
            )
        }
        return try ManifestReader.read(bytes, as: file, table: table)
    }

    /// Reads a file that metadata names.
    func bytes(_ uri: String) async throws(CatalogError) -> [UInt8] {
        guard let key = lake.key(uri) else {
            throw CatalogError(.corrupt, "\(uri) lies outside of the lake \(lake.root)")
        }
        do {
            return try await store.get(key, range: nil)
        } catch {
            switch error.code {
            case .notFound: throw CatalogError(.corrupt, "\(uri) is missing")
            case .denied, .misconfigured: throw CatalogError(.denied, error.message)
            default: throw CatalogError(.unavailable, error.message, retryAfter: error.retryAfter)
            }
        }
    }

    /// Lists everything below a folder, page by page.
    func list(
        below folder: String,
        _ body: (ObjectAttributes) throws(CatalogError) -> Void
    ) async throws(CatalogError) {
        var after: ObjectKey?
        while true {
            let page: ObjectPage
            do {
                page = try await store.list(prefix: folder + "/", after: after)
            } catch {
                throw CatalogError(.unavailable, error.message, retryAfter: error.retryAfter)
            }
            for object in page.objects { try body(object) }
            guard page.isTruncated, let last = page.objects.last else { return }
            after = last.key
        }
    }
}

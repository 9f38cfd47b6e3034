public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// The largest manifest list that is taken from somebody else: some hundred thousand manifests.
    private static let manifestListBytesMax = 64 << 20

    /// Checks that the snapshots which updates add can be stood upon: each one's manifest list lies
    /// in the store and can be read.
    ///
    /// The next append reads the list of the table's current snapshot. One that cannot be read would
    /// stop the table's writer for good, and what it holds back in the log is every tenant's.
    ///
    /// - Parameters:
    ///   - updates: what somebody else asks to commit.
    ///   - table: to which table, for messages.
    /// - Throws: ``CatalogError``; `.invalidRequest` when a list is not there, is none, or does not
    ///   tell what every list must, `.unavailable` when the store cannot be asked.
    public func checkManifestLists(
        of updates: [TableUpdate],
        to table: TableIdentifier
    ) async throws(CatalogError) {
        for case .addSnapshot(let snapshot) in updates {
            do throws(CatalogError) {
                try await checkManifestList(snapshot.manifestList)
            } catch  where error.code == .corrupt {
                throw CatalogError(
                    .invalidRequest,
                    "the snapshot \(snapshot.snapshotID) cannot be added to \(table): "
                        + error.message
                )
            }
        }
    }

    private func checkManifestList(_ uri: String) async throws(CatalogError) {
        guard let key = lake.key(uri) else {
            throw CatalogError(.corrupt, "\(uri) does not lie in the lake at \(lake.root)")
        }
        let size: Int
        do throws(ObjectStoreError) {
            size = try await store.head(key).size
        } catch {
            guard error.code != .notFound else {
                throw CatalogError(.corrupt, "there is no manifest list \(uri)")
            }
            throw CatalogError(error)
        }
        guard size <= Self.manifestListBytesMax else {
            throw CatalogError(.corrupt, "the manifest list \(uri) is of \(size) bytes")
        }
        guard let bytes = try await bytes(under: key) else {
            throw CatalogError(.corrupt, "there is no manifest list \(uri)")
        }
        let list = try ManifestListReader.read(bytes, path: uri)
        guard let vague = list.manifests.first(where: { $0.entryCount == nil }) else { return }
        throw CatalogError(
            .corrupt,
            "the manifest list \(uri) does not tell how many files \(vague.manifestPath) names"
        )
    }
}

public import LakeModel
import ObjectStorage

extension ObjectStoreCatalog {
    /// Removes a table from the catalog.
    ///
    /// What remains is a tombstone, which ends every commit that is under way with `.noSuchTable`.
    /// A purge removes what the table's metadata names, in the table's own folders: its data files,
    /// manifests and versions. Files that no snapshot names stay; they may be a writer's that is
    /// about to make the table anew. A purge that broke off is taken up by asking once more.
    ///
    /// - Parameters:
    ///   - table: which.
    ///   - isPurging: whether its files are removed as well.
    /// - Throws: ``CatalogError``; `.noSuchTable`.
    public func dropTable(
        _ table: TableIdentifier,
        purge isPurging: Bool = false
    ) async throws(CatalogError) {
        var race = Race(settings.races, runtime)
        while true {
            let begun = Moment(runtime)
            switch try await head(of: table) {
            case .absent: throw noSuchTable(table)
            case .dropped(let last, let tombstone):
                guard isPurging, tombstone.isPurging, try await purge(behind: last) else {
                    throw noSuchTable(table)
                }
                return
            case .table(let version, _):
                let tombstone = Tombstone(
                    droppedMilliseconds: nowMilliseconds,
                    isPurging: isPurging
                )
                let bytes = tombstone.json(id: nextCommitID())
                if try await publish(version.successor, bytes, upon: begun) {
                    await removeHint(of: table)
                    if isPurging { _ = try await purge(behind: version.successor) }
                    return
                }
            }
            guard await race.lost() else { throw lostRace(table) }
        }
    }

    /// Removes the files of the table that a tombstone stands for.
    ///
    /// Nothing that is needed to find the rest is removed before the rest: the last version goes
    /// last. Versions leave tombstones: a writer that still stands on one of them would create the
    /// next again, were its name free, and believe that it has committed.
    ///
    /// - Returns: false when there was nothing left to do.
    private func purge(behind tombstone: MetadataVersion) async throws(CatalogError) -> Bool {
        let last = MetadataVersion(tombstone.number - 1, of: tombstone.table)
        guard let bytes = try await bytes(of: last), !isTombstone(bytes) else { return false }
        let metadata = try TableMetadata(json: bytes)
        var files = TableFiles(table: last.table, lake: lake)
        for snapshot in metadata.snapshots {
            try await purgeData(of: snapshot, metadata, &files)
        }
        for uri in metadata.statisticsPaths { _ = files.note(uri) }
        try await purge(files.metadata)
        var after: ObjectKey?
        repeat {
            let page = try await versions(of: last.table, after: after)
            for version in page.versions where version < last { try await bury(version) }
            after = page.next
        } while after != nil
        try await bury(last)
        return true
    }

    private func isTombstone(_ bytes: [UInt8]) -> Bool {
        (try? JSONDocument(bytes).root).flatMap { Tombstone($0) } != nil
    }

    /// Puts a tombstone in the place of a version that is no longer the newest.
    private func bury(_ version: MetadataVersion) async throws(CatalogError) {
        let tombstone = Tombstone(droppedMilliseconds: nowMilliseconds, isPurging: true)
        do throws(ObjectStoreError) {
            try await store.put(version.key, tombstone.json(id: nextCommitID()), mode: .overwrite)
        } catch {
            throw unfinishedPurge(error)
        }
    }

    private func unfinishedPurge(_ error: ObjectStoreError) -> CatalogError {
        CatalogError(
            .unavailable,
            "the table is dropped, but not all of its files are removed; ask once more: "
                + error.message,
            retryAfter: error.retryAfter
        )
    }

    /// Removes the data files of a snapshot, and notes what named them.
    private func purgeData(
        of snapshot: Snapshot,
        _ metadata: TableMetadata,
        _ files: inout TableFiles
    ) async throws(CatalogError) {
        guard let listKey = files.note(snapshot.manifestList),
            let bytes = try await bytes(under: listKey)
        else { return }
        let list = try ManifestListReader.read(bytes, path: snapshot.manifestList)
        for file in list.manifests {
            guard let key = files.note(file.manifestPath),
                let bytes = try await self.bytes(under: key)
            else { continue }
            let manifest = try ManifestReader.read(bytes, as: file, table: metadata)
            try await purge(manifest.entries.compactMap { files.key($0.dataFile.filePath) })
        }
    }

    /// Removes objects, a few at once.
    private func purge(_ keys: [ObjectKey]) async throws(CatalogError) {
        /// As many as a store answers at once without slowing down.
        let width = 16
        for start in stride(from: 0, to: keys.count, by: width) {
            let failure = await withTaskGroup(of: ObjectStoreError?.self) { group in
                for key in keys[start..<min(start + width, keys.count)] {
                    group.addTask { [store] in
                        do throws(ObjectStoreError) {
                            try await store.delete(key)
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                return await group.reduce(nil) { $0 ?? $1 }
            }
            if let failure { throw unfinishedPurge(failure) }
        }
    }
}

public import ObjectStorage

/// Forgets a table's old snapshots, and removes the files that nothing leads to.
///
/// First a commit without the old snapshots, which may race like any other; then everything that
/// its metadata leads to is gathered, and what lies in the table's two folders besides and is old
/// enough is removed. One rule for manifest lists of old snapshots, merged manifests, replaced data
/// files and what crashes left, so that a run that was broken off is simply run again.
public struct TableExpiry: Sendable {
    private let catalog: any TableCatalog
    private let tree: TableTree
    private let settings: ExpirySettings
    private let now: @Sendable () -> UnixTime

    /// Creates an expiry.
    ///
    /// - Parameters:
    ///   - catalog: where the commit is made.
    ///   - tree: the lake.
    ///   - settings: what is removed.
    ///   - now: the wall clock.
    public init(
        catalog: any TableCatalog,
        tree: TableTree,
        settings: ExpirySettings,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.catalog = catalog
        self.tree = tree
        self.settings = settings
        self.now = now
    }

    /// Expires one table.
    ///
    /// - Throws: ``CatalogError``; `.corrupt` when what the table leads to cannot be read, since
    ///   then nothing is known to be unused.
    public func run(_ table: CatalogTable) async throws(CatalogError) -> ExpiryReport {
        var report = ExpiryReport(table: table.identifier)
        var known = ReferencedFiles(lake: tree.lake)
        let old = Set(expiredSnapshots(of: table.metadata))
        let leaving = table.metadata.snapshots.filter { old.contains($0.snapshotID) }
        try await gather(leaving, of: table.metadata, into: &known)
        let (current, expired) = try await expireSnapshots(of: table)
        report.snapshotIDs = expired
        let files = try await referencedFiles(of: current)
        let age = max(settings.orphanAge, ExpirySettings.orphanAgeMin)
        let oldest = now() + (.zero - age)
        var unused: [ObjectAttributes] = []
        try await tree.list(below: LakeLocation.metadataFolder(of: table.identifier)) { object in
            guard !files.names(metadata: object.key), Self.isOld(object, oldest) else { return }
            // What was dropped is remembered by the file that says so.
            guard object.key.path.hasSuffix(".avro") || !Self.isNewer(object, than: current) else {
                return
            }
            unused.append(object)
            report.metadataFiles.append(tree.lake.uri(object.key.path))
        }
        try await tree.list(below: LakeLocation.dataFolder(of: table.identifier)) { object in
            guard !files.names(data: object.key), Self.isOld(object, oldest),
                settings.removesOrphans || known.names(data: object.key)
            else { return }
            unused.append(object)
            report.dataFiles.append(tree.lake.uri(object.key.path))
        }
        report.byteCount = unused.reduce(0) { $0 + $1.size }
        if !settings.isDryRun { try await remove(unused.map(\.key)) }
        return report
    }

    private static func isOld(_ object: ObjectAttributes, _ oldest: UnixTime) -> Bool {
        object.modified.map { $0 < oldest } ?? false
    }

    /// Whether a version of the metadata came behind the one that was walked from.
    private static func isNewer(_ object: ObjectAttributes, than table: CatalogTable) -> Bool {
        guard let number = version(object.key.path), let current = version(table.metadataLocation)
        else { return false }
        return number >= current
    }

    /// The number of `…/v<N>.metadata.json`.
    private static func version(_ path: String) -> Int? {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasPrefix("v"), name.hasSuffix(".metadata.json") else { return nil }
        return Int(name.dropFirst().dropLast(".metadata.json".count))
    }

    // MARK: Snapshots

    private func expireSnapshots(
        of table: CatalogTable
    ) async throws(CatalogError) -> (CatalogTable, [Int64]) {
        var base = table
        while true {
            let expired = expiredSnapshots(of: base.metadata)
            if expired.isEmpty { return (base, []) }
            if settings.isDryRun { return (Self.table(base, without: Set(expired)), expired) }
            do {
                let committed = try await catalog.commit(
                    to: base,
                    requirements: [
                        .assertTableUUID(base.metadata.tableUUID),
                        .assertRefSnapshotID(
                            ref: SnapshotReference.main,
                            snapshotID: base.metadata.currentSnapshotID
                        ),
                    ],
                    updates: [.removeSnapshots(expired)]
                )
                return (committed, expired)
            } catch {
                // A writer was quicker. It cannot always be: each try is one request behind a load.
                guard error.code == .commitFailed || error.code == .commitStateUnknown else {
                    throw error
                }
                base = try await catalog.loadTable(table.identifier)
            }
        }
    }

    /// The table as a commit would leave it.
    private static func table(_ table: CatalogTable, without expired: Set<Int64>) -> CatalogTable {
        var metadata = table.metadata
        metadata.snapshots.removeAll { expired.contains($0.snapshotID) }
        return CatalogTable(
            identifier: table.identifier,
            metadata: metadata,
            metadataLocation: table.metadataLocation
        )
    }

    /// The snapshots that are neither young, nor among the newest, nor named by a reference.
    func expiredSnapshots(of metadata: TableMetadata) -> [Int64] {
        let milliseconds = Int64(settings.snapshotAgeMax / .milliseconds(1))
        let oldest = now().nanoseconds / 1_000_000 - milliseconds
        let newest = metadata.snapshots.sorted { $0.sequenceNumber > $1.sequenceNumber }
            .prefix(max(1, settings.snapshotsMin)).map(\.snapshotID)
        let kept = Set(newest + metadata.refs.values.map(\.snapshotID))
        return metadata.snapshots
            .filter { $0.timestampMilliseconds < oldest && !kept.contains($0.snapshotID) }
            .map(\.snapshotID)
    }

    // MARK: Files

    private func referencedFiles(
        of table: CatalogTable
    ) async throws(CatalogError) -> ReferencedFiles {
        var files = ReferencedFiles(lake: tree.lake, table: table)
        try await gather(table.metadata.snapshots, of: table.metadata, into: &files)
        return files
    }

    /// Adds what snapshots lead to.
    private func gather(
        _ snapshots: [Snapshot],
        of table: TableMetadata,
        into files: inout ReferencedFiles
    ) async throws(CatalogError) {
        var seen: Set<String> = []
        for snapshot in snapshots {
            for file in try await tree.manifests(of: snapshot).manifests
            where seen.insert(file.manifestPath).inserted {
                files.insert(metadata: file.manifestPath)
                for entry in try await tree.manifest(file, of: table).entries
                where entry.status != .deleted {
                    files.insert(entry.dataFile)
                }
            }
        }
    }

    private func remove(_ keys: [ObjectKey]) async throws(CatalogError) {
        for key in keys {
            do {
                try await tree.store.delete(key)
            } catch {
                throw CatalogError(.unavailable, error.message, retryAfter: error.retryAfter)
            }
        }
    }
}

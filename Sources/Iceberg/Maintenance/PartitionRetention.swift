public import ObjectStorage

/// Drops whole days of a table, and sees to it that nothing of them stays.
///
///     commit a snapshot without them ─► remove their files ─► commit without the older snapshots
///         ─► remove the metadata that only those led to
///
/// One commit drops all days, whoever appends meanwhile: a lost race is planned anew. In this order
/// every step finds what is left to do in the table itself, so that a run that was broken off is
/// simply run again: older snapshots are forgotten when the files that they lead to are gone, and
/// not before. A day that a tag or another branch holds stays, and is told.
public struct PartitionRetention: Sendable {
    let catalog: any TableCatalog
    let tree: TableTree
    let settings: RetentionSettings
    private let runtime: ObjectStoreRuntime
    private let random: @Sendable () -> UInt64

    /// Creates a retention.
    ///
    /// - Parameters:
    ///   - catalog: where commits are made.
    ///   - tree: the lake.
    ///   - settings: whether anything is done.
    ///   - runtime: the wall clock, and pauses between tries.
    ///   - random: draws 64 random bits: snapshot ids and the names of files are made of them.
    public init(
        catalog: any TableCatalog,
        tree: TableTree,
        settings: RetentionSettings = RetentionSettings(),
        runtime: ObjectStoreRuntime,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.catalog = catalog
        self.tree = tree
        self.settings = settings
        self.runtime = runtime
        self.random = random
    }

    /// Drops what lies before a day.
    ///
    /// - Parameters:
    ///   - table: the table, as it was loaded.
    ///   - firstDay: the first day that is kept, in days since 1970.
    /// - Returns: what was dropped and removed.
    /// - Throws: ``CatalogError``; `.corrupt` when what the table leads to cannot be read,
    ///   `.commitFailed` when others were quicker every time.
    public func run(
        _ table: CatalogTable,
        before firstDay: Int32
    ) async throws(CatalogError) -> RetentionReport {
        var report = RetentionReport(table: table.identifier, firstDay: firstDay)
        guard table.metadata.formatVersion == 2 else {
            throw CatalogError(
                .invalidRequest,
                "\(table.identifier) is of format version \(table.metadata.formatVersion), and "
                    + "days are dropped from version 2 alone"
            )
        }
        let dropped = try await dropDays(of: table, before: firstDay, &report)
        try await forgetSnapshots(of: dropped, &report)
        return report
    }

    // MARK: Dropping

    private func dropDays(
        of table: CatalogTable,
        before firstDay: Int32,
        _ report: inout RetentionReport
    ) async throws(CatalogError) -> CatalogTable {
        var base = table
        var attempts = 0
        while true {
            let drop = try await PartitionDrop(of: base, before: firstDay, reading: tree)
            report.undecidedManifests = drop.undecided
            guard !drop.isEmpty else { return base }
            let files = drop.dropped.map(\.dataFile)
            report.days = drop.days
            report.files = files.count
            report.rows = files.filter { $0.content == .data }.reduce(0) { $0 + $1.recordCount }
            report.bytes = files.reduce(0) { $0 + $1.fileSizeInBytes }
            if settings.isDryRun { return base }
            do {
                return try await commit(drop)
            } catch {
                attempts += 1
                try await pauseAfter(error, attempts)
                base = try await catalog.loadTable(table.identifier)
            }
        }
    }

    /// Returns when another try may help.
    func pauseAfter(_ error: CatalogError, _ attempts: Int) async throws(CatalogError) {
        guard error.code == .commitFailed || error.code == .commitStateUnknown,
            attempts < settings.attemptsMax, !Task.isCancelled
        else { throw error }
        // Grows, and is never the same for two that lost the same race.
        let longest = Duration.milliseconds(20) * (1 << min(attempts, 6))
        await runtime.sleep(error.retryAfter ?? longest * runtime.random())
    }

    private func commit(_ drop: PartitionDrop) async throws(CatalogError) -> CatalogTable {
        let metadata = drop.table.metadata
        let folder = MetadataFolder(of: drop.table, in: tree.lake)
        let snapshotID = max(1, Int64(random() >> 1))
        let sequenceNumber = metadata.lastSequenceNumber + 1
        var manifests = drop.untouched.filter { !$0.isSpent }
        for rewrite in drop.rewrites {
            let name = "\(UUIDText.version4(random(), random()))-m0.avro"
            let written = try drop.written(
                rewrite,
                snapshotID: snapshotID,
                path: folder.uri(name)
            )
            try await put(folder.key(name), written.bytes)
            manifests.append(written.file)
        }
        let listName = "snap-\(snapshotID)-0-\(UUIDText.version4(random(), random())).avro"
        let list = try ManifestListWriter.write(
            manifests,
            snapshotID: snapshotID,
            parentSnapshotID: metadata.currentSnapshotID,
            sequenceNumber: sequenceNumber
        )
        try await put(folder.key(listName), list)
        let now = runtime.now().nanoseconds / 1_000_000
        let snapshot = Snapshot(
            snapshotID: snapshotID,
            parentSnapshotID: metadata.currentSnapshotID,
            sequenceNumber: sequenceNumber,
            timestampMilliseconds: max(now, metadata.lastUpdatedMilliseconds + 1),
            manifestList: folder.uri(listName),
            summary: drop.summary,
            schemaID: metadata.currentSchemaID
        )
        return try await commit(snapshot, to: drop.table)
    }

    private func commit(
        _ snapshot: Snapshot,
        to table: CatalogTable
    ) async throws(CatalogError) -> CatalogTable {
        let main = table.metadata.refs[SnapshotReference.main]
        return try await catalog.commit(
            to: table,
            requirements: requirements(table.metadata),
            updates: [
                .addSnapshot(snapshot),
                .setSnapshotRef(
                    name: SnapshotReference.main,
                    SnapshotReference(
                        snapshotID: snapshot.snapshotID,
                        kind: .branch,
                        minSnapshotsToKeep: main?.minSnapshotsToKeep,
                        maxSnapshotAgeMilliseconds: main?.maxSnapshotAgeMilliseconds,
                        maxReferenceAgeMilliseconds: main?.maxReferenceAgeMilliseconds
                    )
                ),
            ]
        )
    }

    /// That nobody has committed since.
    func requirements(_ metadata: TableMetadata) -> [TableRequirement] {
        [
            .assertTableUUID(metadata.tableUUID),
            .assertRefSnapshotID(
                ref: SnapshotReference.main,
                snapshotID: metadata.currentSnapshotID
            ),
        ]
    }

    private func put(_ key: ObjectKey, _ bytes: [UInt8]) async throws(CatalogError) {
        do throws(ObjectStoreError) {
            try await tree.store.put(key, bytes, mode: .overwrite)
        } catch {
            throw CatalogError(error)
        }
    }
}

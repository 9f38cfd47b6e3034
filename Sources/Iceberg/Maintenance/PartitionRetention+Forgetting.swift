import LakeModel
import ObjectStorage

extension PartitionRetention {
    /// Removes the files of dropped days that older snapshots lead to, and then those snapshots.
    func forgetSnapshots(
        of table: CatalogTable,
        _ report: inout RetentionReport
    ) async throws(CatalogError) {
        guard let drop = Self.lastDrop(in: table.metadata) else { return }
        let (old, references) = Self.older(than: drop.snapshot, in: table.metadata)
        report.references = references
        guard !old.isEmpty else { return }
        report.snapshotIDs = old.map(\.snapshotID)
        if settings.isDryRun { return }
        var reader = SnapshotReader(tree: tree, table: table.metadata)
        let outdated = try await reader.files(of: old, before: drop.firstDay)
        // What a tag holds stays, whatever its day.
        let kept = Set(old.map(\.snapshotID))
        let others = table.metadata.snapshots.filter { !kept.contains($0.snapshotID) }
        let pinned = try await reader.files(of: others, before: drop.firstDay)
        let unused = outdated.subtracting(pinned)
        // Metadata comes from whoever may commit: what it names elsewhere is not the table's.
        let files = TableFiles(table: table.identifier, lake: tree.lake)
        try await remove(unused.compactMap(files.key), &report)
        let left = try await forget(old, of: table)
        // Nothing that the table still leads to: it may have gone on meanwhile.
        var metadata = try await reader.metadataFiles(of: old)
        var current = SnapshotReader(tree: tree, table: left.metadata)
        metadata.subtract(try await current.metadataFiles(of: left.metadata.snapshots))
        try await remove(metadata.compactMap(files.key), &report)
    }

    /// The newest snapshot that dropped days, and the first day that it kept.
    private static func lastDrop(
        in metadata: TableMetadata
    ) -> (snapshot: Snapshot, firstDay: Int32)? {
        metadata.snapshots
            .compactMap { snapshot -> (snapshot: Snapshot, firstDay: Int32)? in
                snapshot.summary[PartitionDrop.summaryKey].flatMap { Int32($0) }
                    .map { (snapshot, $0) }
            }
            .max { $0.snapshot.sequenceNumber < $1.snapshot.sequenceNumber }
    }

    /// The snapshots that came before a drop and that no tag and no other branch needs, and the
    /// names of those that need others.
    private static func older(
        than drop: Snapshot,
        in metadata: TableMetadata
    ) -> (snapshots: [Snapshot], references: [String]) {
        let old = metadata.snapshots.filter { $0.sequenceNumber < drop.sequenceNumber }
        var needed: Set<Int64> = []
        var references: [String] = []
        for (name, reference) in metadata.refs where name != SnapshotReference.main {
            let ids =
                reference.kind == .tag
                ? [reference.snapshotID]
                : SnapshotRetention.ancestry(of: reference.snapshotID, in: metadata)
            if old.contains(where: { ids.contains($0.snapshotID) }) { references.append(name) }
            needed.formUnion(ids)
        }
        return (old.filter { !needed.contains($0.snapshotID) }, references.sorted())
    }

    /// Commits the table without the snapshots.
    private func forget(
        _ old: [Snapshot],
        of table: CatalogTable
    ) async throws(CatalogError) -> CatalogTable {
        var base = table
        var attempts = 0
        while true {
            let present = Set(base.metadata.snapshots.map(\.snapshotID))
            let ids = old.map(\.snapshotID).filter(present.contains)
            guard !ids.isEmpty else { return base }
            do {
                return try await catalog.commit(
                    to: base,
                    requirements: requirements(base.metadata),
                    updates: [.removeSnapshots(ids)]
                )
            } catch {
                attempts += 1
                try await pauseAfter(error, attempts)
                base = try await catalog.loadTable(table.identifier)
            }
        }
    }

    /// Removes objects for good: every version of them, where the store keeps versions.
    private func remove(
        _ keys: [ObjectKey],
        _ report: inout RetentionReport
    ) async throws(CatalogError) {
        let folders = Dictionary(grouping: keys) { key in
            key.path.lastIndex(of: "/").map { String(key.path[...$0]) } ?? ""
        }
        for (folder, keys) in folders.sorted(by: { $0.key < $1.key }) {
            do throws(ObjectStoreError) {
                try await remove(Set(keys.map(\.path)), in: folder)
            } catch {
                throw CatalogError(error)
            }
            report.removedFiles += keys.count
        }
    }

    private func remove(
        _ paths: Set<String>,
        in folder: String
    ) async throws(ObjectStoreError) {
        guard let store = tree.store as? any ErasableStore else {
            for path in paths.sorted() { try await tree.store.delete(ObjectKey(path)) }
            return
        }
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: folder, after: mark)
            try await store.erase(page.remnants.filter { paths.contains($0.path) })
            mark = page.next
        } while mark != nil
    }
}

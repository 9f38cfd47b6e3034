import ObjectStorage

extension TableCommitter {
    /// Writes what the snapshot is made of, as far as earlier tries have not: the manifest of the
    /// new files, the one that others are merged into, and their list, all at once.
    func write(
        _ plan: AppendPlan,
        _ folder: MetadataFolder,
        _ draft: inout CommitDraft
    ) async throws(CatalogError) -> SnapshotContents {
        var puts: [ManifestStore.Put] = []
        let appended = try appended(plan, folder, draft, &puts)
        let merged = try await merged(plan, folder, &draft, &puts)
        let listName = draft.listName(uniqueText())
        let manifests = plan.manifests(merged?.source, merged?.file) + [appended.file]
        let list = try ManifestListWriter.write(
            manifests,
            snapshotID: plan.snapshotID,
            parentSnapshotID: plan.base.metadata.currentSnapshotID,
            sequenceNumber: plan.sequenceNumber
        )
        puts.append(.init(key: folder.key(listName), bytes: list, manifest: nil))
        draft.replace(appended, merged, folder.key(listName))
        do throws(CatalogError) {
            let isDeferred = catalog.commitsByPut && folder.isOwn
            try await self.manifests.put(puts, isDeferred: isDeferred)
        } catch {
            draft.abandon()
            throw error
        }
        return SnapshotContents(
            manifests: manifests,
            manifestList: folder.uri(listName),
            merge: merged?.source
        )
    }

    /// The manifest of the new files: that of an earlier try where it is the same.
    private func appended(
        _ plan: AppendPlan,
        _ folder: MetadataFolder,
        _ draft: CommitDraft,
        _ puts: inout [ManifestStore.Put]
    ) throws(CatalogError) -> CommitDraft.Stored<CommitDraft.Appended> {
        let source = CommitDraft.Appended(
            names: plan.units.map(\.name),
            specID: plan.specID,
            schemaID: plan.prepared.currentSchemaID,
            formatVersion: plan.prepared.formatVersion,
            folder: folder
        )
        if let stored = draft.appended, stored.source == source { return stored }
        var writer = try ManifestWriter(
            table: plan.prepared,
            specID: plan.specID,
            snapshotID: plan.snapshotID
        )
        for unit in plan.units {
            for file in unit.files { try writer.append(added: file) }
        }
        let name = "\(uniqueText())-m0.avro"
        let written = try writer.finish(path: folder.uri(name))
        let key = folder.key(name)
        puts.append(.init(key: key, bytes: written.bytes, manifest: written.file.manifestPath))
        return CommitDraft.Stored(source: source, file: written.file, key: key)
    }

    /// The manifest that others are merged into; nil when none are.
    ///
    /// A manifest that cannot be read is left as it is, with a warning: it holds up nobody.
    private func merged(
        _ plan: AppendPlan,
        _ folder: MetadataFolder,
        _ draft: inout CommitDraft,
        _ puts: inout [ManifestStore.Put]
    ) async throws(CatalogError) -> CommitDraft.Stored<ManifestMerge>? {
        let base = plan.base.manifests
        let paths = Set(base.map(\.manifestPath))
        if let stored = draft.merged, stored.source.paths.isSubset(of: paths) { return stored }
        let unreadable = manifests.unreadable(of: paths)
        guard let merge = ManifestMerge(of: base, excluding: unreadable, settings: settings) else {
            return nil
        }
        do throws(CatalogError) {
            let written = try await merge.written(
                for: plan,
                reading: manifests,
                to: folder.uri("\(uniqueText())-m1.avro")
            )
            guard let key = lake.key(written.file.manifestPath) else { return nil }
            puts.append(.init(key: key, bytes: written.bytes, manifest: written.file.manifestPath))
            return CommitDraft.Stored(source: merge, file: written.file, key: key)
        } catch {
            draft.warnings.append("manifests were not merged: \(error.message)")
            return nil
        }
    }
}

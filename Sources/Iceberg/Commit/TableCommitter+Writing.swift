import ObjectStorage

extension TableCommitter {
    /// Plans the snapshots, and writes what they are made of, as far as earlier tries have not: the
    /// manifests of the new files, those that others are merged into, and the lists, all at once.
    ///
    /// - Parameters:
    ///   - plan: gets a snapshot for each request that has something to add.
    ///   - units: what each request adds.
    ///   - group: the requests.
    /// - Throws: ``CatalogError``; what was planned is forgotten.
    func write(
        _ plan: inout AppendPlan,
        _ units: [[CommitUnit]],
        _ group: inout [CommitRequest]
    ) async throws(CatalogError) {
        let folder = MetadataFolder(of: plan.base.table, in: lake)
        var puts: [ManifestStore.Put] = []
        do throws(CatalogError) {
            for (index, units) in units.enumerated() where !units.isEmpty {
                group[index].draft.attempts += 1
                try await extend(&plan, by: units, folder, &group[index].draft, &puts)
            }
            let isDeferred = catalog.commitsByPut && folder.isOwn
            try await manifests.put(puts, isDeferred: isDeferred)
        } catch {
            // What was planned may not lie there: the next try writes all of it anew.
            for index in group.indices { group[index].draft.abandon() }
            throw error
        }
    }

    /// Plans one snapshot behind the others.
    private func extend(
        _ plan: inout AppendPlan,
        by units: [CommitUnit],
        _ folder: MetadataFolder,
        _ draft: inout CommitDraft,
        _ puts: inout [ManifestStore.Put]
    ) async throws(CatalogError) {
        let appended = try appended(units, plan, folder, draft, &puts)
        let merged = try await merged(plan, folder, &draft, &puts)
        let listName = draft.listName(uniqueText())
        let manifests = plan.manifests(merged?.source, merged?.file) + [appended.file]
        let list = try ManifestListWriter.write(
            manifests,
            snapshotID: draft.snapshotID,
            parentSnapshotID: plan.parent?.snapshotID,
            sequenceNumber: plan.sequenceNumber
        )
        puts.append(.init(key: folder.key(listName), bytes: list, manifest: nil))
        draft.replace(appended, merged, folder.key(listName))
        let contents = SnapshotContents(
            manifests: manifests,
            manifestList: folder.uri(listName),
            merge: merged?.source
        )
        plan.append(draft.snapshotID, units, contents, by: writer)
    }

    /// The manifest of the new files: that of an earlier try where it is the same.
    private func appended(
        _ units: [CommitUnit],
        _ plan: AppendPlan,
        _ folder: MetadataFolder,
        _ draft: CommitDraft,
        _ puts: inout [ManifestStore.Put]
    ) throws(CatalogError) -> CommitDraft.Stored<CommitDraft.Appended> {
        let source = CommitDraft.Appended(
            names: units.map(\.name),
            specID: plan.specID,
            schemaID: plan.prepared.currentSchemaID,
            formatVersion: plan.prepared.formatVersion,
            folder: folder
        )
        if let stored = draft.appended, stored.source == source { return stored }
        var writer = try ManifestWriter(
            table: plan.prepared,
            specID: plan.specID,
            snapshotID: draft.snapshotID
        )
        for unit in units {
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
        let mergeable = plan.mergeable
        let paths = Set(mergeable.map(\.manifestPath))
        if let stored = draft.merged, stored.source.paths.isSubset(of: paths) { return stored }
        let unreadable = manifests.unreadable(of: paths)
        guard let merge = ManifestMerge(of: mergeable, excluding: unreadable, settings: settings)
        else { return nil }
        do throws(CatalogError) {
            let written = try await merge.written(
                for: draft.snapshotID,
                of: plan,
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

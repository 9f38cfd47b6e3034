import LakeModel
import ObjectStorage

extension TableCommitter {
    /// One try: from the table as it is to the snapshot behind it.
    func attempt(
        _ units: [CommitUnit],
        _ definition: TableDefinition,
        _ draft: inout CommitDraft
    ) async throws(CatalogError) -> CommitReceipt {
        let base = try await base(of: definition)
        let table = base.table.identifier
        let properties = base.metadata.properties
        let progress = try WriterProgress.check(properties, for: writer, table: table)
        let missing = try await missing(units, in: base, progress)
        let missingNames = Set(missing.map(\.name))
        draft.alreadyCommitted = units.map(\.name).filter { !missingNames.contains($0) }
        guard !missing.isEmpty else { return draft.receipt(nil) }
        draft.attempts += 1
        let plan = try AppendPlan(
            units: missing,
            base: base,
            definition: definition,
            snapshotID: draft.snapshotID,
            now: now
        )
        let folder = MetadataFolder(of: base.table, in: lake)
        let contents = try await write(plan, folder, &draft)
        let named = unsettled(of: progress?.names ?? [])
        let names = named + draft.alreadyCommitted.filter { !named.contains($0) }
        let updates = plan.updates(contents, by: writer, naming: names, settings)
        let made = try await catalog.commit(
            to: base.table,
            requirements: plan.requirements,
            updates: updates
        )
        if made.metadata.currentSnapshotID == plan.snapshotID {
            let manifests = contents.manifests.map { $0.assigned(plan.sequenceNumber) }
            remember(CommitBase(table: made, manifests: manifests))
        } else {
            forget(table)
        }
        await manifests.delete(draft.superseded)
        return draft.receipt(plan.snapshotID)
    }

    /// The table as the last commit left it, or as the catalog has it, or newly made.
    private func base(of definition: TableDefinition) async throws(CatalogError) -> CommitBase {
        if let base = remembered(definition.table) { return base }
        let table = try await loadOrCreate(definition)
        let snapshot = table.metadata.currentSnapshot
        if snapshot == nil, let id = table.metadata.currentSnapshotID {
            throw CatalogError(
                .corrupt,
                "\(definition.table) has no snapshot \(id), which should be its current one"
            )
        }
        let list = try await manifests.list(snapshot)
        let base = CommitBase(table: table, manifests: list)
        remember(base)
        return base
    }

    private func loadOrCreate(
        _ definition: TableDefinition
    ) async throws(CatalogError) -> CatalogTable {
        do throws(CatalogError) {
            return try await catalog.loadTable(definition.table)
        } catch  where error.code == .noSuchTable || error.code == .noSuchNamespace {
            let metadata = definition.metadata(uuid: uniqueText(), now: now)
            do throws(CatalogError) {
                return try await catalog.createTable(definition.table, metadata)
            } catch  where error.code == .alreadyExists || error.code == .commitStateUnknown {
                return try await catalog.loadTable(definition.table)
            }
        }
    }

    /// The units that are not in the table yet.
    private func missing(
        _ units: [CommitUnit],
        in base: CommitBase,
        _ progress: WriterProgress?
    ) async throws(CatalogError) -> [CommitUnit] {
        let named = Set(progress?.names ?? [])
        var unnamed = units.filter { !named.contains($0.name) }
        guard unnamed.contains(where: isDoubtful) else { return unnamed }
        // The log that says they are sealed may be a backup, whose table has gone on: it names them
        // no more, and their files may have been compacted away.
        let past = base.metadata.committedNames
        unnamed.removeAll { past.contains($0.name) }
        let doubtful = unnamed.filter(isDoubtful)
        guard !doubtful.isEmpty else { return unnamed }
        var search = LiveFileSearch(for: doubtful, in: base.metadata)
        var candidates: [ManifestFile] = []
        for manifest in base.manifests where try search.mayBeIn(manifest) {
            candidates.append(manifest)
        }
        await manifests.prefetch(candidates)
        for manifest in candidates {
            do throws(CatalogError) {
                search.found(try await manifests.entries(of: manifest, base.metadata))
            } catch  where error.code == .corrupt && progress != nil {
                // The table knows the log, and would name the unit: the search is a second look.
                continue
            }
        }
        let committed = search.foundNames
        return unnamed.filter { !committed.contains($0.name) }
    }
}

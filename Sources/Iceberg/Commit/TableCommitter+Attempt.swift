import LakeModel
import ObjectStorage

extension TableCommitter {
    /// One try: from the table as it is to the snapshots behind it, one for each request.
    ///
    /// - Parameter group: requests of one definition; what is made for each is noted in it.
    /// - Returns: what came of each, in their order.
    /// - Throws: ``CatalogError``: all of them are in the table, or none is.
    func attempt(
        _ group: inout [CommitRequest]
    ) async throws(CatalogError) -> [CommitReceipt] {
        guard let definition = group.first?.definition else { return [] }
        let base = try await base(of: definition)
        let table = base.table.identifier
        let properties = base.metadata.properties
        let progress = try WriterProgress.check(properties, for: writer, table: table)
        let (units, found) = try await divide(&group, in: base, progress)
        guard units.contains(where: { !$0.isEmpty }) else {
            return group.map { $0.draft.receipt(nil) }
        }
        var plan = try AppendPlan(base: base, definition: definition, now: now)
        try await write(&plan, units, &group)
        let named = unsettled(of: progress?.names ?? [])
        let names = named + found.filter { !named.contains($0) }
        let made = try await catalog.commit(
            to: base.table,
            requirements: plan.requirements,
            updates: plan.updates(by: writer, naming: names, settings)
        )
        if made.metadata.currentSnapshotID == plan.parent?.snapshotID {
            remember(CommitBase(table: made, manifests: plan.manifests))
        } else {
            forget(table)
        }
        await manifests.delete(group.flatMap(\.draft.superseded))
        return zip(group, units).map { request, units in
            request.draft.receipt(units.isEmpty ? nil : request.draft.snapshotID)
        }
    }

    /// What each request has to add, and which units the table has already.
    ///
    /// A unit that two of them name is the first one's.
    private func divide(
        _ group: inout [CommitRequest],
        in base: CommitBase,
        _ progress: WriterProgress?
    ) async throws(CatalogError) -> (units: [[CommitUnit]], found: [String]) {
        var names: Set<String> = []
        let all = group.flatMap(\.units).filter { names.insert($0.name).inserted }
        var absent = Set(try await missing(all, in: base, progress).map(\.name))
        let found = all.map(\.name).filter { !absent.contains($0) }
        var divided: [[CommitUnit]] = []
        for index in group.indices {
            let own = group[index].units.filter { absent.remove($0.name) != nil }
            let ownNames = Set(own.map(\.name))
            group[index].draft.alreadyCommitted = group[index].units.map(\.name)
                .filter { !ownNames.contains($0) }
            divided.append(own)
        }
        return (divided, found)
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

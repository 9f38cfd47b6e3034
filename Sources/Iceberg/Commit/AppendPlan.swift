import LakeModel

/// Snapshots that append to a table, each behind the one before, and what else their commit changes.
struct AppendPlan: Sendable {
    /// The table that they stand on.
    let base: CommitBase
    /// The table with the columns and the spec that the files need.
    let prepared: TableMetadata
    /// The spec of the files.
    let specID: Int32
    /// The snapshots, in their order.
    private(set) var snapshots: [Snapshot] = []
    /// The manifests of the last one, or of the table as it is: all with their sequence numbers.
    private(set) var manifests: [ManifestFile]
    /// The units of all snapshots.
    private(set) var units: [CommitUnit] = []
    private let changes: TableDefinition.Changes
    /// When they are made: milliseconds since 1970, and later than what the table knows.
    private let timestampMilliseconds: Int64

    /// Plans appends behind `base`.
    ///
    /// - Throws: ``CatalogError``; `.schemaConflict` when the files cannot join the table,
    ///   `.invalidRequest` when it is of a format version that is not written here.
    init(
        base: CommitBase,
        definition: TableDefinition,
        now: Int64
    ) throws(CatalogError) {
        self.base = base
        manifests = base.manifests
        let metadata = base.metadata
        guard metadata.formatVersion == 2 else {
            throw CatalogError(
                .invalidRequest,
                "\(definition.table) is of format version \(metadata.formatVersion), and this "
                    + "writer appends to version 2 alone"
            )
        }
        timestampMilliseconds = max(now, metadata.lastUpdatedMilliseconds + 1)
        changes = try definition.updates(for: metadata)
        prepared =
            changes.updates.isEmpty
            ? metadata : try metadata.applying(changes.updates, now: timestampMilliseconds)
        guard let spec = TableDefinition.partitionSpec(in: prepared) else {
            throw CatalogError(
                .schemaConflict,
                "\(definition.table) has no partition spec of tenant_id and day(event_time), which "
                    + "the files are written by, and none could be added"
            )
        }
        specID = spec.specID
    }

    /// The snapshot that the next one stands on; nil for the table's first.
    var parent: Snapshot? { snapshots.last ?? base.metadata.currentSnapshot }
    /// The sequence number of the next snapshot.
    var sequenceNumber: Int64 { base.metadata.lastSequenceNumber + 1 + Int64(snapshots.count) }
    /// Those of ``manifests`` that lie in the store already, and may be merged.
    var mergeable: [ManifestFile] {
        guard !snapshots.isEmpty else { return manifests }
        let stored = Set(base.manifests.map(\.manifestPath))
        return manifests.filter { stored.contains($0.manifestPath) }
    }

    /// The manifests that the next snapshot stands on: those that say nothing any more left out,
    /// and merged ones in the place of the first of what they are made of.
    func manifests(_ merge: ManifestMerge?, _ merged: ManifestFile?) -> [ManifestFile] {
        guard let merge, let merged else { return manifests.filter { !$0.isSpent } }
        let inputs = merge.paths
        var isMergedIn = false
        var kept: [ManifestFile] = []
        for manifest in manifests where !manifest.isSpent {
            guard inputs.contains(manifest.manifestPath) else {
                kept.append(manifest)
                continue
            }
            if !isMergedIn { kept.append(merged) }
            isMergedIn = true
        }
        return kept
    }

    /// Adds a snapshot behind the others.
    ///
    /// - Parameters:
    ///   - snapshotID: its number.
    ///   - units: what it adds.
    ///   - contents: its manifests, as they will lie in the store.
    ///   - writer: who commits.
    mutating func append(
        _ snapshotID: Int64,
        _ units: [CommitUnit],
        _ contents: SnapshotContents,
        by writer: WriterIdentity
    ) {
        var summary = SnapshotSummary(
            appending: units,
            behind: parent,
            with: manifests,
            by: writer
        )
        if let merge = contents.merge {
            let kept = manifests.count - merge.inputs.count
            summary.merged(merge.inputs.count, entries: merge.entryCount, kept: kept)
        }
        let sequenceNumber = sequenceNumber
        snapshots.append(
            Snapshot(
                snapshotID: snapshotID,
                parentSnapshotID: parent?.snapshotID,
                sequenceNumber: sequenceNumber,
                // Each is later than its parent, as if they had been committed one by one.
                timestampMilliseconds: timestampMilliseconds + Int64(snapshots.count),
                manifestList: contents.manifestList,
                summary: summary.values,
                schemaID: prepared.currentSchemaID
            )
        )
        manifests = contents.manifests.map { $0.assigned(sequenceNumber) }
        self.units += units
    }

    /// What must hold for the commit to be right.
    var requirements: [TableRequirement] {
        let metadata = base.metadata
        return [
            .assertTableUUID(metadata.tableUUID),
            .assertRefSnapshotID(
                ref: SnapshotReference.main,
                snapshotID: metadata.currentSnapshotID
            ),
        ] + changes.requirements
    }

    /// What the commit changes.
    ///
    /// - Parameters:
    ///   - writer: who commits.
    ///   - names: units that the table must go on naming.
    ///   - settings: how many snapshots remain.
    /// - Returns: the updates, in order; none when there are no snapshots.
    func updates(
        by writer: WriterIdentity,
        naming names: [String],
        _ settings: CommitSettings
    ) -> [TableUpdate] {
        guard let last = snapshots.last else { return [] }
        let progress = WriterProgress(
            start: writer.start,
            epoch: writer.epoch,
            timestampMilliseconds: last.timestampMilliseconds,
            names: names + units.map(\.name)
        )
        let main = base.metadata.refs[SnapshotReference.main]
        var updates = changes.updates
        updates += snapshots.map { .addSnapshot($0) }
        updates += [
            .setSnapshotRef(
                name: SnapshotReference.main,
                SnapshotReference(
                    snapshotID: last.snapshotID,
                    kind: .branch,
                    minSnapshotsToKeep: main?.minSnapshotsToKeep,
                    maxSnapshotAgeMilliseconds: main?.maxSnapshotAgeMilliseconds,
                    maxReferenceAgeMilliseconds: main?.maxReferenceAgeMilliseconds
                )
            ),
            .setProperties([WriterProgress.propertyName(ofLog: writer.log): progress.property]),
        ]
        let properties = base.metadata.properties
        let silent = WriterProgress.outdated(in: properties, besides: writer.log)
        if !silent.isEmpty { updates.append(.removeProperties(silent)) }
        let old =
            settings.retention?.removable(
                in: base.metadata,
                adding: snapshots.count,
                now: last.timestampMilliseconds
            ) ?? []
        if !old.isEmpty { updates.append(.removeSnapshots(old)) }
        return updates
    }
}

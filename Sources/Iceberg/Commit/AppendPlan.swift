import LakeModel

/// A snapshot that appends to a table: all that can be said before its manifests are written.
struct AppendPlan: Sendable {
    /// What is added.
    let units: [CommitUnit]
    /// The table that it stands on.
    let base: CommitBase
    /// The table with the columns and the spec that the files need.
    let prepared: TableMetadata
    /// The spec of the files.
    let specID: Int32
    /// The snapshot's number.
    let snapshotID: Int64
    /// When it is made: milliseconds since 1970, and later than what the table knows.
    let timestampMilliseconds: Int64
    private let changes: TableDefinition.Changes

    /// The snapshot's sequence number.
    var sequenceNumber: Int64 { base.metadata.lastSequenceNumber + 1 }

    /// Plans the append of `units` behind `base`.
    ///
    /// - Throws: ``CatalogError``; `.schemaConflict` when the files cannot join the table,
    ///   `.invalidRequest` when it is of a format version that is not written here.
    init(
        units: [CommitUnit],
        base: CommitBase,
        definition: TableDefinition,
        snapshotID: Int64,
        now: Int64
    ) throws(CatalogError) {
        self.units = units
        self.base = base
        self.snapshotID = snapshotID
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

    /// The manifests of the snapshot: the table's, those that say nothing any more left out, and
    /// merged ones in the place of the first of what they are made of.
    func manifests(_ merge: ManifestMerge?, _ merged: ManifestFile?) -> [ManifestFile] {
        guard let merge, let merged else { return base.manifests.filter { !$0.isSpent } }
        let inputs = merge.paths
        var isMergedIn = false
        var manifests: [ManifestFile] = []
        for manifest in base.manifests where !manifest.isSpent {
            guard inputs.contains(manifest.manifestPath) else {
                manifests.append(manifest)
                continue
            }
            if !isMergedIn { manifests.append(merged) }
            isMergedIn = true
        }
        return manifests
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
    ///   - contents: the manifests, as they were written.
    ///   - writer: who commits.
    ///   - names: units that the table must go on naming.
    ///   - settings: how many snapshots remain.
    /// - Returns: the updates, in order.
    func updates(
        _ contents: SnapshotContents,
        by writer: WriterIdentity,
        naming names: [String],
        _ settings: CommitSettings
    ) -> [TableUpdate] {
        let progress = WriterProgress(
            start: writer.start,
            epoch: writer.epoch,
            timestampMilliseconds: timestampMilliseconds,
            names: names + units.map(\.name)
        )
        let main = base.metadata.refs[SnapshotReference.main]
        var updates = changes.updates
        updates += [
            .addSnapshot(snapshot(contents, by: writer)),
            .setSnapshotRef(
                name: SnapshotReference.main,
                SnapshotReference(
                    snapshotID: snapshotID,
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
        let old = SnapshotRetention.removable(in: base.metadata, keeping: settings.snapshotsMax)
        if !old.isEmpty { updates.append(.removeSnapshots(old)) }
        return updates
    }

    private func snapshot(_ contents: SnapshotContents, by writer: WriterIdentity) -> Snapshot {
        let parent = base.metadata.currentSnapshot
        var summary = SnapshotSummary(
            appending: units,
            behind: parent,
            with: base.manifests,
            by: writer
        )
        if let merge = contents.merge {
            let kept = base.manifests.count - merge.inputs.count
            summary.merged(merge.inputs.count, entries: merge.entryCount, kept: kept)
        }
        return Snapshot(
            snapshotID: snapshotID,
            parentSnapshotID: parent?.snapshotID,
            sequenceNumber: sequenceNumber,
            timestampMilliseconds: timestampMilliseconds,
            manifestList: contents.manifestList,
            summary: summary.values,
            schemaID: prepared.currentSchemaID
        )
    }
}

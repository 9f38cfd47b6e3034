extension TableMetadataBuilder {
    /// Adds a snapshot.
    ///
    /// - Throws: `.commitFailed` where it was numbered for an older table: its maker must number it
    ///   again.
    mutating func add(
        _ snapshot: Snapshot
    ) throws(CatalogError) {
        guard metadata.currentSchema != nil, metadata.defaultSpec != nil,
            !metadata.sortOrders.isEmpty
        else {
            throw Self.invalid("add-snapshot: the table has no schema, spec or sort order yet")
        }
        if let reason = Self.violation(of: snapshot, in: metadata) {
            throw Self.invalid("add-snapshot: \(reason)")
        }
        if metadata.formatVersion > 1 {
            guard snapshot.sequenceNumber > metadata.lastSequenceNumber else {
                throw CatalogError(
                    .commitFailed,
                    "the snapshot \(snapshot.snapshotID) has the sequence number"
                        + " \(snapshot.sequenceNumber), and the table is at"
                        + " \(metadata.lastSequenceNumber)"
                )
            }
            metadata.lastSequenceNumber = snapshot.sequenceNumber
        }
        if metadata.formatVersion > 2 { try numberRows(of: snapshot) }
        metadata.snapshots.append(snapshot)
        addedSnapshotIDs.insert(snapshot.snapshotID)
    }

    private static func violation(of snapshot: Snapshot, in metadata: TableMetadata) -> String? {
        if snapshot.snapshotID < 0 { return "the id \(snapshot.snapshotID) is negative" }
        if metadata.snapshots.contains(where: { $0.snapshotID == snapshot.snapshotID }) {
            return "there is a snapshot \(snapshot.snapshotID) already"
        }
        if let id = snapshot.schemaID, !metadata.schemas.contains(where: { $0.schemaID == id }) {
            return "there is no schema \(id)"
        }
        if metadata.formatVersion > 1 {
            if snapshot.manifestList.isEmpty { return "it has no manifest list" }
            if snapshot.summary["operation"] == nil { return "its summary has no operation" }
        } else if snapshot.sequenceNumber != 0 {
            return "format version 1 has no sequence numbers"
        }
        return nil
    }

    /// Counts the rows that a snapshot numbers.
    ///
    /// Source: Iceberg specification, "Row Lineage".
    private mutating func numberRows(
        of snapshot: Snapshot
    ) throws(CatalogError) {
        guard let first = snapshot.firstRowID, let added = snapshot.addedRows, added >= 0 else {
            throw Self.invalid("add-snapshot: format version 3 wants first-row-id and added-rows")
        }
        guard first >= metadata.nextRowID else {
            throw CatalogError(
                .commitFailed,
                "the snapshot \(snapshot.snapshotID) numbers rows from \(first), and the table is "
                    + "at \(metadata.nextRowID)"
            )
        }
        let (next, overflow) = metadata.nextRowID.addingReportingOverflow(added)
        guard !overflow else { throw Self.invalid("add-snapshot: no row ids are left") }
        metadata.nextRowID = next
    }

    /// Makes a reference, or moves it; moving `main` changes what the table is.
    mutating func set(
        _ name: String,
        _ reference: SnapshotReference
    ) throws(CatalogError) {
        guard metadata.refs[name] != reference else { return }
        if let reason = Self.violation(of: reference, name) {
            throw Self.invalid("set-snapshot-ref: \(reason)")
        }
        guard
            let snapshot = metadata.snapshots.last(where: {
                $0.snapshotID == reference.snapshotID
            })
        else {
            throw Self.invalid("set-snapshot-ref: there is no snapshot \(reference.snapshotID)")
        }
        let isMoved = metadata.refs[name]?.snapshotID != reference.snapshotID
        metadata.refs[name] = reference
        guard name == SnapshotReference.main, isMoved else { return }
        metadata.currentSnapshotID = snapshot.snapshotID
        // Going back to an older snapshot happens now, not when that one was made. Entries never go
        // back in time: readers refuse a table whose log does.
        let time =
            addedSnapshotIDs.contains(snapshot.snapshotID)
            ? snapshot.timestampMilliseconds : now
        metadata.snapshotLog.append(
            .init(
                timestampMilliseconds: max(
                    time,
                    metadata.snapshotLog.last?.timestampMilliseconds ?? time
                ),
                snapshotID: snapshot.snapshotID
            )
        )
    }

    private static func violation(of reference: SnapshotReference, _ name: String) -> String? {
        if name.isEmpty { return "a reference has a name" }
        if reference.kind == .tag {
            if name == SnapshotReference.main { return "'\(name)' is a branch" }
            if reference.minSnapshotsToKeep != nil || reference.maxSnapshotAgeMilliseconds != nil {
                return "'\(name)' is a tag, which keeps one snapshot"
            }
        }
        let limits = [
            reference.minSnapshotsToKeep.map(Int64.init),
            reference.maxSnapshotAgeMilliseconds,
            reference.maxReferenceAgeMilliseconds,
        ]
        return limits.contains { $0.map { $0 <= 0 } ?? false }
            ? "the limits of '\(name)' must be greater than 0" : nil
    }

    /// Removes a reference; without `main` the table is empty.
    mutating func removeReference(_ name: String) {
        metadata.refs[name] = nil
        if name == SnapshotReference.main { metadata.currentSnapshotID = nil }
    }

    /// Removes snapshots and all that names them; those that are not there are removed already.
    mutating func remove(_ ids: Set<Int64>) {
        let count = metadata.snapshots.count
        metadata.snapshots.removeAll { ids.contains($0.snapshotID) }
        guard metadata.snapshots.count < count else { return }
        hasRemovedSnapshots = true
        metadata.removeStatistics(of: ids, from: .statistics)
        metadata.removeStatistics(of: ids, from: .partitionStatistics)
        for (name, reference) in metadata.refs where ids.contains(reference.snapshotID) {
            removeReference(name)
        }
    }
}

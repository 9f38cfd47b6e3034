/// Applies updates to a table's metadata, one by one.
///
/// Follows what the reference implementation does with the same updates, so that a client sees no
/// difference: equal schemas, specs and orders are used again, -1 is the last one added, and
/// removing a snapshot removes what names it.
/// Source: Iceberg REST catalog specification, `TableUpdate`; apache/iceberg, `TableMetadata`.
struct TableMetadataBuilder {
    /// What the updates so far made.
    var metadata: TableMetadata
    let now: Int64
    /// What -1 means by now.
    var lastAddedSchemaID: Int32?
    var lastAddedSpecID: Int32?
    var lastAddedSortOrderID: Int32?
    /// Snapshots that an update added.
    var addedSnapshotIDs: Set<Int64> = []
    /// Whether an update removed a snapshot.
    var hasRemovedSnapshots = false

    init(_ base: TableMetadata, now: Int64) {
        metadata = base
        self.now = now
    }

    /// Applies one update.
    mutating func apply(_ update: TableUpdate) throws(CatalogError) {
        switch update {
        case .assignUUID(let uuid): try assign(uuid)
        case .upgradeFormatVersion(let version): try upgrade(to: version)
        case .addSchema(let schema, _): try add(schema)
        case .setCurrentSchema(let id): try setCurrentSchema(id)
        case .addSpec(let spec): try add(spec)
        case .setDefaultSpec(let id): try setDefaultSpec(id)
        case .addSortOrder(let order): try add(order)
        case .setDefaultSortOrder(let id): try setDefaultSortOrder(id)
        case .addSnapshot(let snapshot): try add(snapshot)
        case .setSnapshotRef(let name, let reference): try set(name, reference)
        case .removeSnapshots(let ids): remove(Set(ids))
        case .removeSnapshotRef(let name): removeReference(name)
        case .setLocation(let location): try move(to: location)
        case .setProperties(let properties): metadata.properties.merge(properties) { $1 }
        case .removeProperties(let names): for name in names { metadata.properties[name] = nil }
        case .removePartitionSpecs(let ids): try removeSpecs(Set(ids))
        case .removeSchemas(let ids): try removeSchemas(Set(ids))
        case .setStatistics(let document):
            try metadata.setStatistics(document, in: .statistics)
        case .removeStatistics(let id):
            metadata.removeStatistics(of: [id], from: .statistics)
        case .setPartitionStatistics(let document):
            try metadata.setStatistics(document, in: .partitionStatistics)
        case .removePartitionStatistics(let id):
            metadata.removeStatistics(of: [id], from: .partitionStatistics)
        }
    }

    /// What all updates made, checked.
    consuming func finish() throws(CatalogError) -> TableMetadata {
        correctSnapshotLog()
        let newest = metadata.snapshotLog.last?.timestampMilliseconds ?? 0
        metadata.lastUpdatedMilliseconds = max(
            now,
            metadata.lastUpdatedMilliseconds + 1,
            newest
        )
        if let reason = metadata.violation ?? metadata.transformViolation {
            throw Self.invalid(reason)
        }
        return metadata
    }

    private mutating func assign(_ uuid: String) throws(CatalogError) {
        let uuid = uuid.lowercased()
        guard uuid.isUUID else { throw Self.invalid("'\(uuid)' is not a UUID") }
        guard metadata.tableUUID.isEmpty || metadata.tableUUID.lowercased() == uuid else {
            throw Self.invalid("the table has the UUID \(metadata.tableUUID), which it keeps")
        }
        metadata.tableUUID = uuid
    }

    private mutating func upgrade(to version: Int) throws(CatalogError) {
        guard TableMetadata.formatVersions.contains(version) else {
            throw Self.invalid("there is no format version \(version)")
        }
        guard version >= metadata.formatVersion else {
            throw Self.invalid(
                "a table of format version \(metadata.formatVersion) cannot become one of "
                    + "\(version)"
            )
        }
        metadata.formatVersion = version
    }

    private mutating func move(to location: String) throws(CatalogError) {
        let folder = location.hasSuffix("/") ? String(location.dropLast()) : location
        guard !folder.isEmpty else { throw Self.invalid("a table's location cannot be empty") }
        metadata.location = folder
    }

    /// Makes the snapshot log tell the history that readers travel in.
    ///
    /// A snapshot that these updates made current and replaced again was never seen. Where a
    /// snapshot was removed, what lies before its entry goes too: without it, the snapshot before
    /// would seem to have been current for longer than it was.
    private mutating func correctSnapshotLog() {
        let ids = Set(metadata.snapshots.lazy.map(\.snapshotID))
        let unseen = addedSnapshotIDs.subtracting([metadata.currentSnapshotID].compactMap { $0 })
        if hasRemovedSnapshots,
            let gap = metadata.snapshotLog.lastIndex(where: { !ids.contains($0.snapshotID) })
        {
            metadata.snapshotLog.removeFirst(gap + 1)
        }
        guard !unseen.isEmpty else { return }
        metadata.snapshotLog.removeAll { unseen.contains($0.snapshotID) }
    }

    /// An error of the updates.
    static func invalid(_ reason: String) -> CatalogError {
        CatalogError(.invalidRequest, reason)
    }

    /// The id behind the greatest of some ids, and `first` where there are none.
    static func next(
        after ids: some Sequence<Int32>,
        first: Int32
    ) throws(CatalogError) -> Int32 {
        guard let greatest = ids.max() else { return first }
        guard greatest < Int32.max else {
            throw invalid("there are no ids left behind \(greatest)")
        }
        return max(greatest + 1, first)
    }
}

extension String {
    /// Whether this is a UUID: 32 hexadecimal digits in five groups.
    ///
    /// Source: RFC 9562, section 4.
    fileprivate var isUUID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}

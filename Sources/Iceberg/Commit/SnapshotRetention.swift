/// Which snapshots a table forgets when more are added.
package enum SnapshotRetention {
    /// The snapshots to be removed so that, with the new ones, no more than `limit` remain on the
    /// branch `main`.
    ///
    /// What a tag or another branch needs stays, what is on no branch (it may be staged) stays, and
    /// more stay where the branch, or else the table's `history.expire.min-snapshots-to-keep`, asks
    /// for it.
    ///
    /// - Parameters:
    ///   - metadata: the table before the commit.
    ///   - count: how many the commit adds.
    ///   - limit: how many may remain; nil: nothing is removed.
    /// - Returns: ids, the oldest snapshot's first.
    package static func removable(
        in metadata: TableMetadata,
        adding count: Int = 1,
        keeping limit: Int?
    ) -> [Int64] {
        guard let limit, let current = metadata.currentSnapshotID else { return [] }
        let asked =
            metadata.refs[SnapshotReference.main]?.minSnapshotsToKeep
            ?? metadata.properties["history.expire.min-snapshots-to-keep"].flatMap(Int.init)
        let kept = max(0, max(limit, asked ?? 1, 1) - count)
        guard metadata.snapshots.count > kept else { return [] }
        let parents = Self.parents(in: metadata)
        let outdated = ancestry(of: current, parents).dropFirst(kept)
        guard !outdated.isEmpty else { return [] }
        var needed: Set<Int64> = []
        for (name, reference) in metadata.refs where name != SnapshotReference.main {
            switch reference.kind {
            case .tag: needed.insert(reference.snapshotID)
            case .branch: needed.formUnion(ancestry(of: reference.snapshotID, parents))
            }
        }
        return outdated.reversed().filter { !needed.contains($0) }
    }

    /// A snapshot and those before it, as far as the table still knows them.
    static func ancestry(of snapshotID: Int64, in metadata: TableMetadata) -> [Int64] {
        ancestry(of: snapshotID, parents(in: metadata))
    }

    private static func parents(in metadata: TableMetadata) -> [Int64: Int64?] {
        Dictionary(
            metadata.snapshots.map { ($0.snapshotID, $0.parentSnapshotID) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func ancestry(of snapshotID: Int64, _ parents: [Int64: Int64?]) -> [Int64] {
        var ids: [Int64] = []
        var next: Int64? = snapshotID
        // A circle, which only a broken writer makes, ends here too.
        while let id = next, ids.count < parents.count, let parent = parents[id] {
            ids.append(id)
            next = parent
        }
        return ids
    }
}

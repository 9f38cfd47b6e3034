/// Which snapshots a table forgets when more are added.
///
/// Every snapshot is some 900 bytes of each later `metadata.json`, so few are kept: the newest 100.
/// A rewrite by Spark or PyIceberg takes minutes, though, and is refused when the snapshot that it
/// began with, or one since, is gone. So those younger than a quarter of an hour are kept as well,
/// up to 1,000, where that wins minutes: a table with a commit a second keeps 900 of them. One that
/// takes 100 commits in half a minute would win two or three minutes by ten times the metadata, and
/// keeps the 100.
package struct SnapshotRetention: Hashable, Sendable {
    /// How many snapshots of the branch `main` remain, however old.
    package var countMin: Int
    /// How many remain that are younger than ``ageMin``.
    package var countMax: Int
    /// What is young.
    package var ageMin: Duration
    /// The newest ``countMin`` must have taken this long for more to be kept.
    package var spanMin: Duration

    /// Creates a rule; the defaults are what ``CommitSettings`` begin with.
    package init(
        countMin: Int = 100,
        countMax: Int = 1000,
        ageMin: Duration = .seconds(900),
        spanMin: Duration = .seconds(30)
    ) {
        self.countMin = countMin
        self.countMax = countMax
        self.ageMin = ageMin
        self.spanMin = spanMin
    }

    /// The snapshots to be removed when others are added.
    ///
    /// What a tag or another branch needs stays, what is on no branch (it may be staged) stays, and
    /// more stay where the branch, or else the table's `history.expire.min-snapshots-to-keep`, asks
    /// for it.
    ///
    /// - Parameters:
    ///   - metadata: the table before the commit.
    ///   - count: how many the commit adds to `main`.
    ///   - now: when it adds them, milliseconds since 1970.
    /// - Returns: ids, the oldest snapshot's first.
    package func removable(
        in metadata: TableMetadata,
        adding count: Int,
        now: Int64
    ) -> [Int64] {
        guard let current = metadata.currentSnapshotID else { return [] }
        let asked =
            metadata.refs[SnapshotReference.main]?.minSnapshotsToKeep
            ?? metadata.properties["history.expire.min-snapshots-to-keep"].flatMap(Int.init)
        let least = max(0, max(countMin, asked ?? 1, 1) - count)
        guard metadata.snapshots.count > least else { return [] }
        let parents = Self.parents(in: metadata)
        let history = Self.ancestry(of: current, parents)
        let kept = max(least, youngCount(of: history, in: metadata, now: now) - count)
        let outdated = history.dropFirst(kept)
        guard !outdated.isEmpty else { return [] }
        var needed: Set<Int64> = []
        for (name, reference) in metadata.refs where name != SnapshotReference.main {
            switch reference.kind {
            case .tag: needed.insert(reference.snapshotID)
            case .branch: needed.formUnion(Self.ancestry(of: reference.snapshotID, parents))
            }
        }
        return outdated.reversed().filter { !needed.contains($0) }
    }

    /// How many snapshots may remain because they are young, the coming ones counted.
    private func youngCount(
        of history: [Int64],
        in metadata: TableMetadata,
        now: Int64
    ) -> Int {
        guard countMin > 0, countMax > countMin, history.count >= countMin else { return 0 }
        let times = Dictionary(
            metadata.snapshots.map { ($0.snapshotID, $0.timestampMilliseconds) },
            uniquingKeysWith: { first, _ in first }
        )
        // Of a snapshot that says it comes from the future, no clock tells the age.
        let ages = history.prefix(countMax).map { Duration.milliseconds(now - (times[$0] ?? now)) }
        guard ages[countMin - 1] >= spanMin else { return 0 }
        let young = ages.firstIndex { $0 >= ageMin } ?? ages.count
        return min(countMax, young + 1)
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

import ObjectStorage

/// A snapshot that drops whole days from a table, planned against the table as it is.
struct PartitionDrop: Sendable {
    /// A manifest that names files to be dropped.
    struct Rewrite: Sendable {
        let manifest: ManifestFile
        let kept: [ManifestEntry]
        let dropped: [ManifestEntry]
    }

    /// The snapshot's own mark in its summary: the first day that was kept.
    static let summaryKey = "lakewriter.retention"

    let table: CatalogTable
    let firstDay: Int32
    private(set) var rewrites: [Rewrite] = []
    /// The manifests that stay as they are.
    private(set) var untouched: [ManifestFile] = []
    /// Manifests of a spec without days.
    private(set) var undecided = 0
    /// The days that are dropped.
    private(set) var days: Set<Int32> = []

    var isEmpty: Bool { rewrites.isEmpty }

    /// All entries that are dropped.
    var dropped: [ManifestEntry] { rewrites.flatMap(\.dropped) }

    /// Reads what the table's current snapshot says of days before `firstDay`.
    init(
        of table: CatalogTable,
        before firstDay: Int32,
        reading tree: TableTree
    ) async throws(CatalogError) {
        self.table = table
        self.firstDay = firstDay
        guard let snapshot = table.metadata.currentSnapshot else { return }
        let partitionDays = PartitionDays(of: table.metadata)
        for manifest in try await tree.manifests(of: snapshot).manifests {
            let mayHold = partitionDays.mayHold(manifest, before: firstDay)
            if mayHold == nil { undecided += 1 }
            guard mayHold == true else {
                untouched.append(manifest)
                continue
            }
            var (kept, dropped): ([ManifestEntry], [ManifestEntry]) = ([], [])
            for entry in try await tree.manifest(manifest, of: table.metadata).entries
            where entry.status != .deleted {
                let day = partitionDays.day(
                    of: entry,
                    specID: manifest.partitionSpecID,
                    before: firstDay
                )
                if let day {
                    days.insert(day)
                    dropped.append(entry)
                } else {
                    kept.append(entry)
                }
            }
            if dropped.isEmpty {
                untouched.append(manifest)
            } else {
                rewrites.append(Rewrite(manifest: manifest, kept: kept, dropped: dropped))
            }
        }
    }

    /// Writes a manifest anew: what stays as existing, what goes as deleted by the snapshot, each
    /// with the sequence numbers that it had.
    ///
    /// What is said of values in a dropped file goes with it: bounds are values.
    func written(
        _ rewrite: Rewrite,
        snapshotID: Int64,
        path: String
    ) throws(CatalogError) -> WrittenManifest {
        var writer = try ManifestWriter(
            table: table.metadata,
            specID: rewrite.manifest.partitionSpecID,
            content: rewrite.manifest.content,
            snapshotID: snapshotID
        )
        for entry in rewrite.kept { try writer.append(existing: entry) }
        for entry in rewrite.dropped {
            var entry = entry
            entry.status = .deleted
            entry.snapshotID = snapshotID
            entry.dataFile.lowerBounds = [:]
            entry.dataFile.upperBounds = [:]
            try writer.append(entry)
        }
        return try writer.finish(path: path)
    }

    /// What the snapshot says of itself.
    ///
    /// Source: Iceberg specification, "Optional Snapshot Summary Fields".
    var summary: [String: String] {
        let entries = dropped.map(\.dataFile)
        func count(_ content: DataFile.Content) -> [DataFile] {
            entries.filter { $0.content == content }
        }
        let (data, positions) = (count(.data), count(.positionDeletes))
        let equalities = count(.equalityDeletes)
        func rows(_ files: [DataFile]) -> Int64 { files.reduce(0) { $0 + $1.recordCount } }
        var values = [
            "operation": "delete",
            Self.summaryKey: String(firstDay),
            "changed-partition-count": String(Set(entries.map(\.partition)).count),
            "deleted-data-files": String(data.count),
            "deleted-records": String(rows(data)),
            "removed-files-size": String(entries.reduce(0) { $0 + $1.fileSizeInBytes }),
        ]
        if !positions.isEmpty || !equalities.isEmpty {
            values["removed-delete-files"] = String(positions.count + equalities.count)
            values["removed-position-deletes"] = String(rows(positions))
            values["removed-equality-deletes"] = String(rows(equalities))
        }
        let before = table.metadata.currentSnapshot?.summary ?? [:]
        let changes: [(String, Int64)] = [
            ("total-data-files", Int64(data.count)), ("total-records", rows(data)),
            ("total-files-size", entries.reduce(0) { $0 + $1.fileSizeInBytes }),
            ("total-delete-files", Int64(positions.count + equalities.count)),
            ("total-position-deletes", rows(positions)),
            ("total-equality-deletes", rows(equalities)),
        ]
        // A total that nobody has counted stays untold.
        for (key, change) in changes {
            values[key] = before[key].flatMap(Int64.init).map { String(max(0, $0 - change)) }
        }
        return values
    }
}

import Iceberg
import LakeModel
import ObjectStorage

/// All that a table's current snapshot says, read from the store without help of what writes it.
struct TableWalk {
    let metadata: TableMetadata
    let manifests: [ManifestFile]
    /// Every live entry.
    let entries: [ManifestEntry]

    /// The live files' paths.
    var paths: [String] { entries.map(\.dataFile.filePath) }

    init(_ bench: CommitBench) async throws {
        try await self.init(bench, at: { $0.currentSnapshotID })
    }

    /// The same of another snapshot than the current one.
    init(
        _ bench: CommitBench,
        at snapshotID: (TableMetadata) -> Int64?
    ) async throws {
        metadata = try await bench.catalog.loadTable(bench.table).metadata
        let wanted = snapshotID(metadata)
        let lake = LakeLocation(root: bench.store.location)
        func read(_ uri: String) async throws -> [UInt8] {
            guard let key = lake.key(uri) else { throw Violation(description: "\(uri) is no key") }
            return try await bench.store.get(key, range: nil)
        }
        guard let snapshot = metadata.snapshots.first(where: { $0.snapshotID == wanted }) else {
            manifests = []
            entries = []
            return
        }
        let list = try ManifestListReader.read(
            try await read(snapshot.manifestList),
            path: snapshot.manifestList
        )
        manifests = list.manifests
        var entries: [ManifestEntry] = []
        for manifest in list.manifests {
            let bytes = try await read(manifest.manifestPath)
            let live = try ManifestReader.read(bytes, as: manifest, table: metadata).entries
                .filter { $0.status != .deleted }
            if bytes.count != manifest.manifestLength || live.count != manifest.liveFilesCount {
                throw Violation(description: "\(manifest) is not what its list says")
            }
            entries += live
        }
        self.entries = entries
    }

    /// Checks that the table holds these units, each once, and that what it says of itself is so.
    func check(_ units: [CommitUnit], others: Int = 0) throws {
        let wanted = units.flatMap(\.files).map(\.filePath)
        let doubled = Dictionary(grouping: paths) { $0 }.filter { $0.value.count > 1 }.keys
        guard doubled.isEmpty else { throw Violation(description: "twice: \(doubled.sorted())") }
        let missing = Set(wanted).subtracting(paths)
        guard missing.isEmpty else { throw Violation(description: "lost: \(missing.sorted())") }
        guard paths.count == wanted.count + others else {
            throw Violation(description: "\(paths.count) files, not \(wanted.count + others)")
        }
        try checkTotals()
        try checkNumbers()
    }

    private func checkTotals() throws {
        guard let summary = metadata.currentSnapshot?.summary else { return }
        let files = entries.map(\.dataFile)
        let totals: [(String, Int64)] = [
            ("total-data-files", Int64(files.count)),
            ("total-records", files.reduce(0) { $0 + $1.recordCount }),
            ("total-files-size", files.reduce(0) { $0 + $1.fileSizeInBytes }),
            ("total-delete-files", 0), ("total-position-deletes", 0),
            ("total-equality-deletes", 0),
        ]
        for (name, total) in totals where summary[name] != String(total) {
            throw Violation(
                description: "\(name) is \(summary[name] ?? "not there"), and should be \(total)"
            )
        }
    }

    private func checkNumbers() throws {
        let numbers = entries.compactMap(\.sequenceNumber)
        guard numbers.count == entries.count, entries.allSatisfy({ $0.snapshotID != nil }) else {
            throw Violation(description: "entries lack their snapshot or sequence number")
        }
        guard numbers.allSatisfy({ (1...metadata.lastSequenceNumber).contains($0) }) else {
            throw Violation(description: "sequence numbers are \(numbers.sorted())")
        }
        for snapshot in metadata.snapshots {
            let own = entries.filter { $0.snapshotID == snapshot.snapshotID }
            guard own.allSatisfy({ $0.sequenceNumber == snapshot.sequenceNumber }) else {
                throw Violation(description: "entries of \(snapshot.snapshotID) lost their number")
            }
        }
    }

    /// Something that must not be.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }
}

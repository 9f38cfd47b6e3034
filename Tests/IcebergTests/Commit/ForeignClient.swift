import Iceberg
import LakeModel
import ObjectStorage

/// Another client of the same catalog, as Spark or PyIceberg: it knows nothing of logs.
struct ForeignClient {
    private let bench: CommitBench
    private let lake: LakeLocation

    init(_ bench: CommitBench) {
        self.bench = bench
        lake = LakeLocation(root: bench.store.location)
    }

    /// Appends files of these names.
    func append(_ names: [String], saysTotals: Bool, to branch: String = "main") async throws {
        let files = names.map(file)
        try await commit(branch, operation: "append", saysTotals: saysTotals) { base, id in
            (base.map { ($0, false) }, files)
        }
    }

    /// Rewrites one file into another.
    func replace(_ path: String, with name: String) async throws {
        try await commit("main", operation: "replace", saysTotals: true) { base, id in
            (base.map { ($0, $0.dataFile.filePath == path) }, [file(name)])
        }
    }

    /// Leaves the current snapshot alone.
    func expireAllButTheLast() async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        let old = base.metadata.snapshots.map(\.snapshotID)
            .filter { $0 != base.metadata.currentSnapshotID }
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [.removeSnapshots(old)]
        )
    }

    /// Gives a snapshot a name, by which it stays.
    func tag(_ snapshotID: Int64, _ name: String) async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [.setSnapshotRef(name: name, .init(snapshotID: snapshotID, kind: .tag))]
        )
    }

    /// Sets how many snapshots `main` keeps.
    func keep(_ count: Int) async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        guard var main = base.metadata.refs["main"] else { return }
        main.minSnapshotsToKeep = count
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [.setSnapshotRef(name: "main", main)]
        )
    }

    /// Goes back to an older snapshot.
    func rollBack(to snapshotID: Int64) async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [
                .setSnapshotRef(name: "main", .init(snapshotID: snapshotID, kind: .branch))
            ]
        )
    }

    /// Removes what the committer noted in the table.
    func removeOurProperties() async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        let names = base.metadata.properties.keys.filter {
            $0.hasPrefix(WriterProgress.propertyPrefix)
        }
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [.removeProperties(names)]
        )
    }

    private func file(_ name: String) -> DataFile {
        let folder = LakeLocation.dataFolder(of: bench.table)
        return DataFile(
            filePath: lake.uri("\(folder)/dt=2026-01-01/\(name).parquet"),
            partition: [.bytes(Array("acme".utf8)), .int(20_454)],
            recordCount: 5,
            fileSizeInBytes: 500
        )
    }

    /// Commits a snapshot whose files are those of the base that `body` keeps, and new ones: all in
    /// one manifest, as some engines do it.
    private func commit(
        _ branch: String,
        operation: String,
        saysTotals: Bool,
        _ body: ([ManifestEntry], Int64) -> (kept: [(ManifestEntry, isRemoved: Bool)], [DataFile])
    ) async throws {
        let base = try await bench.catalog.loadTable(bench.table)
        let metadata = base.metadata
        let walk = try await TableWalk(bench)
        let id = Int64(bench.random() >> 1)
        let (kept, added) = body(walk.entries, id)
        var writer = try ManifestWriter(table: metadata, snapshotID: id)
        for (entry, isRemoved) in kept {
            var entry = entry
            entry.status = isRemoved ? .deleted : .existing
            if isRemoved { entry.snapshotID = id }
            try writer.append(entry)
        }
        for file in added { try writer.append(added: file) }
        let folder = "\(LakeLocation.metadataFolder(of: bench.table))/foreign-\(id)"
        let manifest = try writer.finish(path: lake.uri("\(folder)-m.avro"))
        let number = metadata.lastSequenceNumber + 1
        let list = try ManifestListWriter.write(
            [manifest.file],
            snapshotID: id,
            parentSnapshotID: metadata.currentSnapshotID,
            sequenceNumber: number
        )
        try await bench.store.put(ObjectKey("\(folder)-m.avro"), manifest.bytes, mode: .create)
        try await bench.store.put(ObjectKey("\(folder)-l.avro"), list, mode: .create)
        var summary = ["operation": operation]
        if saysTotals {
            for what in ["delete-files", "position-deletes", "equality-deletes"] {
                summary["total-\(what)"] = "0"
            }
            let live = kept.filter { !$0.isRemoved }.map(\.0.dataFile) + added
            summary["total-data-files"] = String(live.count)
            summary["total-records"] = String(live.reduce(0) { $0 + $1.recordCount })
            summary["total-files-size"] = String(live.reduce(0) { $0 + $1.fileSizeInBytes })
        }
        let snapshot = Snapshot(
            snapshotID: id,
            parentSnapshotID: metadata.currentSnapshotID,
            sequenceNumber: number,
            timestampMilliseconds: metadata.lastUpdatedMilliseconds + 1,
            manifestList: lake.uri("\(folder)-l.avro"),
            summary: summary,
            schemaID: metadata.currentSchemaID
        )
        _ = try await bench.catalog.commit(
            to: base,
            requirements: [],
            updates: [
                .addSnapshot(snapshot),
                .setSnapshotRef(name: branch, .init(snapshotID: id, kind: .branch)),
            ]
        )
    }
}

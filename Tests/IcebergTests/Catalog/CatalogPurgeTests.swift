import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: purges")
struct CatalogPurgeTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()
    private let dataFolder = "clicks/tenantId=acme/dt=2026-01-02"

    /// Commits a snapshot with files of those names, and others that the table must not remove.
    private func append(
        _ names: [String],
        _ id: Int64,
        to table: CatalogTable,
        _ catalog: ObjectStoreCatalog
    ) async throws -> CatalogTable {
        let folder = LakeLocation.metadataFolder(of: table.identifier)
        var writer = try ManifestWriter(table: table.metadata, snapshotID: id)
        for name in names {
            let file = DataFile(
                filePath: name.contains(":") ? name : catalog.lake.uri("\(dataFolder)/\(name)"),
                partition: [.bytes(Array("acme".utf8)), .int(20_455)],
                recordCount: 1,
                fileSizeInBytes: 1
            )
            try writer.append(
                ManifestEntry(
                    status: .added,
                    snapshotID: id,
                    sequenceNumber: nil,
                    fileSequenceNumber: nil,
                    dataFile: file
                )
            )
            if let key = catalog.lake.key(file.filePath) {
                try await store.put(key, [1], mode: .overwrite)
            }
        }
        let manifestKey = ObjectKey("\(folder)/\(id)-m0.avro")
        let manifest = try writer.finish(path: catalog.lake.uri(manifestKey.path))
        try await store.put(manifestKey, manifest.bytes, mode: .create)
        let sequence = table.metadata.nextSequenceNumber
        let list = try ManifestListWriter.write(
            [manifest.file],
            snapshotID: id,
            parentSnapshotID: table.metadata.currentSnapshotID,
            sequenceNumber: sequence
        )
        let listKey = ObjectKey("\(folder)/snap-\(id).avro")
        try await store.put(listKey, list, mode: .create)
        let snapshot = Snapshot(
            snapshotID: id,
            parentSnapshotID: table.metadata.currentSnapshotID,
            sequenceNumber: sequence,
            timestampMilliseconds: table.metadata.lastUpdatedMilliseconds + 1,
            manifestList: catalog.lake.uri(listKey.path),
            summary: ["operation": "append"],
            schemaID: 0
        )
        let main = SnapshotReference(snapshotID: id, kind: .branch)
        return try await catalog.commit(
            to: table,
            requirements: [],
            updates: [.addSnapshot(snapshot), .setSnapshotRef(name: "main", main)]
        )
    }

    /// A table of three snapshots, and files that are not its own.
    private func prepared() async throws -> (ObjectStoreCatalog, CatalogTable, others: Set<String>)
    {
        let table = try CatalogFixture.table()
        let catalog = world.catalog(store)
        var last = try await catalog.createTable(
            table,
            CatalogFixture.metadata(table, in: store)
        )
        let others = [
            "clicks/tenantId=other/dt=2026-01-02/x.parquet", "sales/tenantId=acme/dt=2026-01-02/x",
            "\(dataFolder)/not-committed-yet.parquet", "clicks/tenantId=acme2/dt=2026-01-02/y",
            "_catalog/tenantId=other/clicks/metadata/v1.metadata.json",
        ]
        for other in others { try await store.put(ObjectKey(other), [1], mode: .create) }
        last = try await append(["a.parquet", "b.parquet"], 1, to: last, catalog)
        // Paths that lead to others, as only a hostile commit has them.
        let hostile = [0, 1, 3, 4].map { catalog.lake.uri(others[$0]) } + ["s3://else/x"]
        last = try await append(["c.parquet"] + hostile, 2, to: last, catalog)
        last = try await append(["d.parquet"], 3, to: last, catalog)
        return (catalog, last, Set(others))
    }

    private func keys() async throws -> Set<String> {
        Set(try await store.list(prefix: "", after: nil).objects.map(\.key.path))
    }

    @Test("a purge removes what the table's snapshots name, and nothing else")
    func purge() async throws {
        let (catalog, last, others) = try await prepared()
        try await catalog.dropTable(last.identifier, purge: true)
        // The names of all versions stay taken.
        let tombstones = (1...5).map { CatalogFixture.key(last.identifier, $0).path }
        #expect(try await keys() == others.union(tombstones))
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await catalog.dropTable(last.identifier, purge: true)
        }
        let new = try await catalog.createTable(
            last.identifier,
            CatalogFixture.metadata(last.identifier, in: store)
        )
        #expect(new.metadataLocation.hasSuffix("v6.metadata.json"))
    }

    @Test("a drop removes no files")
    func drop() async throws {
        let (catalog, last, _) = try await prepared()
        let before = try await keys()
        try await catalog.dropTable(last.identifier)
        #expect(try await keys().count == before.count)
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await catalog.dropTable(last.identifier, purge: true)
        }
    }

    @Test("a purge that breaks off anywhere is taken up by asking again", arguments: 0..<40)
    func resumed(breakAt: Int) async throws {
        let (_, last, others) = try await prepared()
        let recording = RecordingStore(store)
        let catalog = world.catalog(recording)
        let deletions = Counter()
        recording.onRequest { note in
            guard note.hasPrefix("delete"), note != "delete version-hint.text" else { return }
            if deletions.next() >= breakAt {
                throw ObjectStoreError(.unavailable, "the process died")
            }
        }
        do throws(CatalogError) {
            try await catalog.dropTable(last.identifier, purge: true)
        } catch {
            #expect(error.code == .unavailable)
            recording.onRequest(nil)
            try await world.catalog(store).dropTable(last.identifier, purge: true)
        }
        // The names of all versions stay taken.
        let tombstones = (1...5).map { CatalogFixture.key(last.identifier, $0).path }
        #expect(try await keys() == others.union(tombstones))
    }

    @Test("a writer that stands on a purged version does not commit to nothing")
    func zombie() async throws {
        let (catalog, last, _) = try await prepared()
        let stale = world.catalog(store)
        let base = try await stale.loadTable(last.identifier)
        _ = try await append(["e.parquet"], 4, to: last, catalog)
        try await catalog.dropTable(last.identifier, purge: true)
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await append(["f.parquet"], 5, to: base, stale)
        }
    }

    @Test("a purge does not touch the table that was made anew behind it")
    func anew() async throws {
        let (catalog, last, _) = try await prepared()
        let table = last.identifier
        let recording = RecordingStore(store)
        let dropping = world.catalog(recording)
        let made = Kept()
        recording.onRequest { [world, store] note in
            guard note == "delete version-hint.text" else { return }
            recording.onRequest(nil)
            let other = world.catalog(store)
            let new = try await other.createTable(
                table,
                CatalogFixture.metadata(table, in: store)
            )
            made.table = try await append(["e.parquet"], 9, to: new, other)
        }
        try await dropping.dropTable(table, purge: true)
        let kept = try #require(made.table)
        #expect(try await catalog.loadTable(table) == kept)
        let keys = try await keys()
        for name in ["\(dataFolder)/e.parquet", "\(dataFolder)/not-committed-yet.parquet"] {
            #expect(keys.contains(name))
        }
        #expect(!keys.contains("\(dataFolder)/a.parquet"))
    }
}

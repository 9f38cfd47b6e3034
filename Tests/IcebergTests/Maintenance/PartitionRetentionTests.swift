import Iceberg
import LakeModel
import ObjectStorage
import Synchronization
import Testing

@Suite("PartitionRetention")
struct PartitionRetentionTests {
    /// 2023-11-14, the day that the tests keep first.
    private static let firstDay: Int32 = 19_675

    /// A catalog before whose commits something happens.
    private struct Hooked: TableCatalog {
        let catalog: ObjectStoreCatalog
        let beforeCommit: @Sendable () async throws(CatalogError) -> Void

        var location: String { catalog.location }

        func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
            try await catalog.loadTable(table)
        }

        func createTable(
            _ table: TableIdentifier,
            _ metadata: TableMetadata
        ) async throws(CatalogError) -> CatalogTable {
            try await catalog.createTable(table, metadata)
        }

        func commit(
            to base: CatalogTable,
            requirements: [TableRequirement],
            updates: [TableUpdate]
        ) async throws(CatalogError) -> CatalogTable {
            try await beforeCommit()
            return try await catalog.commit(
                to: base,
                requirements: requirements,
                updates: updates
            )
        }
    }

    /// A store whose operation of a number fails, and all behind it.
    private final class Broken: ForwardingStore {
        let store: any ObjectStore
        private let rest: Mutex<Int>

        init(_ store: any ObjectStore, after count: Int) {
            self.store = store
            rest = Mutex(count)
        }

        private func count() throws(ObjectStoreError) {
            let isOver = rest.withLock { rest in
                rest -= 1
                return rest < 0
            }
            if isOver { throw ObjectStoreError(.unavailable, "broken off") }
        }

        func put(
            _ key: ObjectKey,
            _ bytes: [UInt8],
            mode: PutMode
        ) async throws(ObjectStoreError) -> ObjectAttributes {
            try count()
            return try await store.put(key, bytes, mode: mode)
        }

        func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
            try count()
            try await store.delete(key)
        }
    }

    /// Two files of each of three days, oldest last: ten rows each.
    private func lake() async throws -> MaintainedLake {
        let lake = try MaintainedLake()
        for day in [Self.firstDay + 1, Self.firstDay, Self.firstDay - 1, Self.firstDay - 40] {
            try await lake.append("a\(day)", day: day)
            try await lake.append("b\(day)", day: day)
        }
        return lake
    }

    private func retention(
        _ lake: MaintainedLake,
        catalog: (any TableCatalog)? = nil,
        store: (any ObjectStore)? = nil,
        isDryRun: Bool = false
    ) -> PartitionRetention {
        let numbers = Mutex(UInt64(77))
        return PartitionRetention(
            catalog: catalog ?? lake.catalog,
            tree: TableTree(store: store ?? lake.store),
            settings: RetentionSettings(isDryRun: isDryRun),
            runtime: ObjectStoreRuntime(
                now: lake.now,
                uptime: { .zero },
                random: { 0.5 },
                sleep: { _ in }
            ),
            random: {
                numbers.withLock { number in
                    number &+= 0x9E37_79B9_7F4A_7C15
                    return number
                }
            }
        )
    }

    private func dataFiles(_ lake: MaintainedLake) async throws -> Set<String> {
        Set(
            try await lake.store.list(prefix: "clicks/", after: nil).objects.map {
                String($0.key.path.split(separator: "/").last ?? "")
            }
        )
    }

    private let kept: Set = [
        "a19676.parquet", "b19676.parquet", "a19675.parquet", "b19675.parquet",
    ]

    @Test("old days leave the table and the store, every other row stays")
    func drops() async throws {
        let lake = try await lake()
        let before = try await lake.catalog.loadTable(lake.table)
        let report = try await retention(lake).run(before, before: Self.firstDay)
        #expect(report.days == [Self.firstDay - 1, Self.firstDay - 40])
        #expect((report.files, report.rows, report.bytes) == (4, 40, 400))
        #expect(report.snapshotIDs.count == 8)
        #expect(report.references.isEmpty && report.undecidedManifests == 0)
        #expect(try await dataFiles(lake) == kept)
        let verified = try await lake.verify()
        #expect(verified.findings == [])
        #expect((verified.snapshotCount, verified.rowCount) == (1, 40))
        #expect(verified.unreferencedMetadataCount == 0)
        // A second time there is nothing to do, and nothing is written.
        let after = try await lake.catalog.loadTable(lake.table)
        let again = try await retention(lake).run(after, before: Self.firstDay)
        #expect(again.isEmpty)
        let last = try await lake.catalog.loadTable(lake.table)
        #expect(last.metadataLocation == after.metadataLocation)
    }

    @Test("the snapshot says what it did, and entries keep their sequence numbers")
    func snapshot() async throws {
        let lake = try await lake()
        let before = try await lake.catalog.loadTable(lake.table)
        _ = try await retention(lake).run(before, before: Self.firstDay)
        let table = try await lake.catalog.loadTable(lake.table)
        let snapshot = try #require(table.metadata.currentSnapshot)
        #expect(snapshot.sequenceNumber == 9)
        #expect(snapshot.parentSnapshotID == before.metadata.currentSnapshotID)
        let expected = [
            "operation": "delete", "deleted-data-files": "4", "deleted-records": "40",
            "removed-files-size": "400", "changed-partition-count": "2",
            "total-data-files": "4", "total-records": "40", "total-files-size": "400",
            "total-delete-files": "0", "total-position-deletes": "0",
            "total-equality-deletes": "0", "lakewriter.retention": "19675",
        ]
        #expect(snapshot.summary == expected)
        var statuses: [ManifestEntry.Status: Set<Int64>] = [:]
        for manifest in try await lake.tree.manifests(of: snapshot).manifests {
            for entry in try await lake.tree.manifest(manifest, of: table.metadata).entries {
                statuses[entry.status, default: []].insert(try #require(entry.sequenceNumber))
                #expect(entry.sequenceNumber == entry.fileSequenceNumber)
                guard entry.status == .deleted else { continue }
                #expect(entry.snapshotID == snapshot.snapshotID)
                #expect(entry.dataFile.lowerBounds.isEmpty && entry.dataFile.upperBounds.isEmpty)
            }
        }
        // Each was added by a manifest of its own: those that stay are not written anew.
        #expect(statuses == [.added: [1, 2, 3, 4], .deleted: [5, 6, 7, 8]])
    }

    @Test("a manifest of several days is written anew, and what stays is existing")
    func mergedManifest() async throws {
        let lake = try MaintainedLake()
        for number in 0..<40 {
            try await lake.append("f\(number)", day: Self.firstDay - 1 + Int32(number % 2))
        }
        let table = try await lake.catalog.loadTable(lake.table)
        let report = try await retention(lake).run(table, before: Self.firstDay)
        #expect(report.files == 20)
        let after = try await lake.catalog.loadTable(lake.table)
        let snapshot = try #require(after.metadata.currentSnapshot)
        var existing = 0
        for manifest in try await lake.tree.manifests(of: snapshot).manifests {
            let entries = try await lake.tree.manifest(manifest, of: after.metadata).entries
            existing += entries.count { $0.status == .existing }
        }
        #expect(existing == 16, "half of the 32 that were merged")
        // The table goes on from here.
        try await lake.append("next")
        let verified = try await lake.verify()
        #expect(verified.findings == [])
        #expect(verified.rowCount == 210)
    }

    @Test("an append that was quicker is kept, and its old days go as well")
    func race() async throws {
        let lake = try await lake()
        let count = Mutex(0)
        let hooked = Hooked(catalog: lake.catalog) { () throws(CatalogError) in
            let number = count.withLock { count in
                count += 1
                return count
            }
            guard number <= 2 else { return }
            do {
                let day = Self.firstDay + (number == 1 ? 2 : -2)
                try await lake.append("late\(number)", day: day)
            } catch {
                throw CatalogError(.invalidRequest, "\(error)")
            }
        }
        let table = try await lake.catalog.loadTable(lake.table)
        let report = try await retention(lake, catalog: hooked).run(table, before: Self.firstDay)
        #expect(report.days == [Self.firstDay - 1, Self.firstDay - 2, Self.firstDay - 40])
        #expect(report.files == 5)
        #expect(try await dataFiles(lake) == kept.union(["late1.parquet"]))
        let verified = try await lake.verify()
        #expect(verified.findings == [])
        #expect(verified.rowCount == 50)
    }

    @Test("broken off anywhere, it is simply run again")
    func brokenOff() async throws {
        var isWhole = false
        for count in 0..<40 where !isWhole {
            let lake = try await lake()
            let broken = Broken(lake.store, after: count)
            let table = try await lake.catalog.loadTable(lake.table)
            do {
                _ = try await retention(lake, store: broken).run(table, before: Self.firstDay)
                isWhole = true
            } catch {
                #expect(error == CatalogError(.unavailable, ""))
            }
            let left = try await lake.catalog.loadTable(lake.table)
            _ = try await retention(lake).run(left, before: Self.firstDay)
            #expect(try await dataFiles(lake) == kept)
            let verified = try await lake.verify()
            #expect(verified.findings == [])
            #expect((verified.snapshotCount, verified.rowCount) == (1, 40))
        }
        #expect(isWhole)
    }

    @Test("what a table names that is another's leaves the table, and is not removed")
    func foreignFiles() async throws {
        let lake = try await lake()
        let foreign = [
            "clicks/tenantId=victim/dt=2023-01-01/x.parquet",
            "clicks/tenantId=acme2/dt=2023-01-01/x.parquet",
            "views/tenantId=acme/dt=2023-01-01/x.parquet",
            "_catalog/tenantId=victim/clicks/metadata/v1.metadata.json", "_lakewriter/tenants.json",
        ].map { ObjectKey($0) }
        for (number, key) in foreign.enumerated() {
            try await lake.append("f\(number)", day: Self.firstDay - 300, at: key)
        }
        let table = try await lake.catalog.loadTable(lake.table)
        let report = try await retention(lake).run(table, before: Self.firstDay)
        #expect(report.days.contains(Self.firstDay - 300) && report.files == 4 + foreign.count)
        for key in foreign { _ = try await lake.store.head(key) }
        #expect(try await dataFiles(lake) == kept.union(["x.parquet"]))
        let after = try await lake.catalog.loadTable(lake.table)
        #expect(after.metadata.snapshots.count == 1)
    }

    @Test("a dry run says the same and changes nothing")
    func dryRun() async throws {
        let lake = try await lake()
        let table = try await lake.catalog.loadTable(lake.table)
        let said = try await retention(lake, isDryRun: true).run(table, before: Self.firstDay)
        #expect((said.files, said.rows, said.bytes) == (4, 40, 400))
        let after = try await lake.catalog.loadTable(lake.table)
        #expect(after.metadataLocation == table.metadataLocation)
        #expect(try await dataFiles(lake).count == 8)
    }

    @Test("what a tag holds stays, and the tag is told")
    func tag() async throws {
        let lake = try await lake()
        let base = try await lake.catalog.loadTable(lake.table)
        // The sixth snapshot has one of the two older days, and not the other.
        let sixth = try #require(base.metadata.snapshots.first { $0.sequenceNumber == 6 })
        let table = try await lake.catalog.commit(
            to: base,
            requirements: [],
            updates: [
                .setSnapshotRef(
                    name: "audit",
                    SnapshotReference(snapshotID: sixth.snapshotID, kind: .tag)
                )
            ]
        )
        let report = try await retention(lake).run(table, before: Self.firstDay)
        #expect(report.references == ["audit"])
        #expect(report.snapshotIDs.count == 7)
        #expect(try await dataFiles(lake) == kept.union(["a19674.parquet", "b19674.parquet"]))
        #expect(try await lake.verify().rowCount == 40)
    }
}

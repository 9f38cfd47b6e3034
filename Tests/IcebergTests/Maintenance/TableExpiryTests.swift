import Iceberg
import ObjectStorage
import Testing

@Suite("TableExpiry")
struct TableExpiryTests {
    private static let day: Int64 = 86_400

    @Test("old snapshots go, with what they alone led to, and every row stays")
    func snapshots() async throws {
        let lake = try MaintainedLake()
        for number in 0..<40 { try await lake.append("f\(number)") }
        lake.advance(seconds: 10 * Self.day)
        let report = try await lake.expire { _ in }
        #expect(report.snapshotIDs.count == 39)
        #expect(report.dataFiles == [])
        // Each of those snapshots' lists, and the 32 manifests that were merged into one.
        #expect(report.metadataFiles.filter { $0.contains("/snap-") }.count == 39)
        #expect(report.metadataFiles.filter { $0.contains("-m") }.count == 32)
        let verified = try await lake.verify()
        #expect(verified.findings == [])
        #expect((verified.snapshotCount, verified.rowCount) == (1, 400))
        #expect(verified.unreferencedMetadataCount == 0)
    }

    @Test("young snapshots, and as many as shall be kept, stay")
    func kept() async throws {
        let lake = try MaintainedLake()
        for number in 0..<5 { try await lake.append("f\(number)") }
        #expect(try await lake.expire { _ in }.snapshotIDs == [])
        lake.advance(seconds: 10 * Self.day)
        #expect(try await lake.expire { $0.snapshotsMin = 3 }.snapshotIDs.count == 2)
        #expect(try await lake.verify().snapshotCount == 3)
    }

    @Test("a dry run says the same and removes nothing")
    func dryRun() async throws {
        let lake = try MaintainedLake()
        for number in 0..<5 { try await lake.append("f\(number)") }
        try await lake.store.put(lake.key("stray"), [1, 2, 3], mode: .create)
        lake.advance(seconds: 10 * Self.day)
        let said = try await lake.expire {
            $0.isDryRun = true
            $0.removesOrphans = true
        }
        #expect(said.dataFiles.count == 1)
        #expect(try await lake.verify().snapshotCount == 5)
        let done = try await lake.expire { $0.removesOrphans = true }
        #expect(said.snapshotIDs == done.snapshotIDs)
        #expect(said.dataFiles == done.dataFiles)
        #expect(Set(said.metadataFiles) == Set(done.metadataFiles))
    }

    @Test("orphans go when they are old enough, and never within the hour")
    func orphans() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        try await lake.store.put(lake.key("stray"), [1, 2, 3], mode: .create)
        lake.advance(seconds: 1800)
        let eager = { @Sendable (settings: inout ExpirySettings) in
            settings.orphanAge = .zero
            settings.removesOrphans = true
        }
        #expect(try await lake.expire(eager).dataFiles == [])
        lake.advance(seconds: 3600)
        #expect(try await lake.expire { $0.removesOrphans = true }.dataFiles == [])
        #expect(try await lake.expire { $0.orphanAge = .zero }.dataFiles == [])
        let report = try await lake.expire(eager)
        #expect(report.dataFiles.count == 1)
        #expect(report.byteCount >= 3)
        #expect(try await lake.verify().findings == [])
    }

    @Test("a table that cannot be read whole loses nothing")
    func corrupt() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        try await lake.append("b")
        let table = try await lake.catalog.loadTable(lake.table)
        let snapshot = try #require(table.metadata.snapshots.last)
        let list = try #require(lake.tree.lake.key(snapshot.manifestList))
        try await lake.store.delete(list)
        lake.advance(seconds: 10 * Self.day)
        await #expect(throws: CatalogError(.corrupt, "")) { try await lake.expire { _ in } }
        #expect(try await lake.store.head(lake.key("a")).size == 100)
    }
}

import Iceberg
import ObjectStorage
import Testing

@Suite("TableVerifier")
struct TableVerifierTests {
    @Test("a table that is as it should be has nothing wrong, and is counted")
    func clean() async throws {
        let lake = try MaintainedLake()
        for name in ["a", "b", "c"] { try await lake.append(name) }
        let report = try await lake.verify()
        #expect(report.findings == [])
        #expect((report.dataFileCount, report.rowCount, report.dataBytes) == (3, 30, 300))
        #expect((report.snapshotCount, report.manifestCount) == (3, 3))
        #expect(report.unreferencedMetadataCount == 0)
    }

    @Test("a data file that is gone is missing")
    func missing() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        try await lake.store.delete(lake.key("a"))
        #expect(try await lake.verify().findings.map(\.kind) == [.missingFile])
    }

    @Test("a data file of another size is found")
    func size() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a", bytes: 100, said: 101)
        #expect(try await lake.verify().findings.map(\.kind) == [.wrongSize])
    }

    @Test("a footer that says other counts or values outside of the bounds is found")
    func footers() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        let report = try await lake.verify { _, _, described, _ in
            var footer = described
            footer.recordCount = 11
            footer.valueCounts = [1: 11, 105: 3]
            return footer
        }
        #expect(report.findings.map(\.kind) == [.wrongCount, .wrongCount])
        let broken = try await lake.verify { _, _, _, _ in throw CatalogError(.corrupt, "no footer")
        }
        #expect(broken.findings.map(\.kind) == [.corrupt])
    }

    @Test("a data file that no snapshot names is pending while it is young, then an orphan")
    func orphan() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        try await lake.store.put(lake.key("stray"), [1, 2, 3], mode: .create)
        var report = try await lake.verify()
        #expect(report.findings == [])
        #expect(report.pendingDataFileCount == 1)
        lake.advance(seconds: 3 * 3600)
        report = try await lake.verify()
        #expect(report.findings.map(\.kind) == [.orphan])
        #expect(report.findings.first?.object.hasSuffix("/stray.parquet") == true)
    }

    @Test("a manifest that is gone, cut or garbled is reported, and the rest is still walked")
    func manifests() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        let table = try await lake.catalog.loadTable(lake.table)
        let snapshot = try #require(table.metadata.currentSnapshot)
        let file = try #require(try await lake.tree.manifests(of: snapshot).manifests.first)
        let key = try #require(lake.tree.lake.key(file.manifestPath))
        let whole = try await lake.store.get(key, range: nil)
        for bytes in [Array(whole.dropLast()), whole.map { $0 ^ 0x55 }] {
            try await lake.store.put(key, bytes, mode: .overwrite)
            #expect(try await lake.verify().findings.map(\.kind) == [.corrupt])
        }
        try await lake.store.delete(key)
        #expect(try await lake.verify().findings.map(\.kind) == [.corrupt])
    }

    @Test("a hint that lags or is gone is reported")
    func hint() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        try await lake.append("b")
        let key = ObjectKey("\(LakeLocation.metadataFolder(of: lake.table))/version-hint.text")
        // Loading mends a hint that lags: the table is walked as it was loaded before.
        let table = try await lake.catalog.loadTable(lake.table)
        try await lake.store.put(key, Array("1".utf8), mode: .overwrite)
        let verifier = TableVerifier(tree: lake.tree, describe: nil, now: lake.now)
        #expect(try await verifier.verify(table).findings.map(\.kind) == [.staleHint])
        try await lake.store.delete(key)
        #expect(try await verifier.verify(table).findings.map(\.kind) == [.staleHint])
    }

    @Test("commits that are made during the walk are no finding")
    func overtaken() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        let table = try await lake.catalog.loadTable(lake.table)
        try await lake.append("b")
        let verifier = TableVerifier(tree: lake.tree, describe: nil, now: lake.now)
        #expect(try await verifier.verify(table).findings == [])
    }
}

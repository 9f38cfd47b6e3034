import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite(
    "ObjectStoreCatalog on S3",
    .enabled(
        if: CatalogS3.store != nil,
        "needs a store: LAKEWRITER_TEST_S3_ENDPOINT, _ACCESS_KEY, _SECRET_KEY and _BUCKET"
    ),
    .serialized
)
struct CatalogS3Tests {
    private func catalog(_ store: any ObjectStore) -> ObjectStoreCatalog {
        ObjectStoreCatalog(store: store, runtime: .live)
    }

    @Test("the store keeps what commits rest on, and is found out where it does not")
    func probe() async throws {
        let store = try #require(CatalogS3.store)
        let report = try await StoreProbe(store: store, runtime: .live).run()
        #expect(report.findings.filter { !$0.isKept } == [])
        let ignoring = StoreProbe(store: ConditionIgnoringStore(store), runtime: .live)
        #expect(try await !ignoring.run().isSafeForManyWriters)
        #expect(try await store.list(prefix: "_lakewriter/", after: nil).objects.isEmpty)
    }

    @Test("tables and namespaces are made, listed, committed to and dropped")
    func life() async throws {
        let store = try #require(CatalogS3.store)
        let catalog = catalog(store)
        let names = ["ab", "ab-c", "a-b", "abc"]
        for name in names {
            for table in ["t", "t_1", "t0"] {
                let table = try CatalogFixture.table(table, of: name)
                let metadata = CatalogFixture.metadata(table, in: store)
                let made = try await catalog.createTable(table, metadata)
                #expect(try await catalog.set("x", upon: made).metadata.metadataLog.count == 1)
            }
            try await catalog.dropTable(try CatalogFixture.table("t_1", of: name), purge: true)
        }
        var found: [String] = []
        var after: TenantID?
        repeat {
            let page = try await catalog.listNamespaces(after: after, limit: 3)
            found += page.elements.map(\.name)
            after = page.isTruncated ? page.elements.last : nil
        } while after != nil
        #expect(found.sorted() == names.sorted())
        let tables = try await catalog.listTables(try TenantID("ab"))
        #expect(tables.elements.map(\.name).sorted() == ["t", "t0"])
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await catalog.loadTable(try CatalogFixture.table("t_1", of: "ab"))
        }
    }

    @Test("of eight writers none loses a commit")
    func race() async throws {
        let store = try #require(CatalogS3.store)
        let table = try CatalogFixture.table("race", of: "racers")
        try await catalog(store).createTable(table, CatalogFixture.metadata(table, in: store))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                let catalog = catalog(store)
                group.addTask {
                    var last = try await catalog.loadTable(table)
                    for commit in 0..<10 {
                        last = try await catalog.set("p\(number)-\(commit)", upon: last)
                    }
                }
            }
            try await group.waitForAll()
        }
        let last = try await catalog(store).loadTable(table)
        #expect(last.metadata.properties.keys.filter { $0.hasPrefix("p") }.count == 80)
        #expect(try await CatalogFixture.versions(table, in: store) == Array(1...81))
        #expect(try await CatalogFixture.hint(table, in: store) == "81")
    }
}

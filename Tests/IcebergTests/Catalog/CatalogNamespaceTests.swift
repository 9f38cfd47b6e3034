import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStoreCatalog: namespaces")
struct CatalogNamespaceTests {
    private let world = CatalogWorld()
    private let store = InMemoryObjectStore()
    private var catalog: ObjectStoreCatalog { world.catalog(store) }

    private func make(_ table: String, of tenant: String) async throws {
        let table = try CatalogFixture.table(table, of: tenant)
        try await catalog.createTable(table, CatalogFixture.metadata(table, in: store))
    }

    @Test("a namespace that was made has properties, and goes when it is dropped")
    func life() async throws {
        let acme = try TenantID("acme")
        await #expect(throws: CatalogError(.noSuchNamespace, "")) {
            try await catalog.loadNamespace(acme)
        }
        try await catalog.createNamespace(acme, properties: ["a": "1", "b": "\u{1}\"ü"])
        #expect(try await catalog.loadNamespace(acme) == ["a": "1", "b": "\u{1}\"ü"])
        await #expect(throws: CatalogError(.alreadyExists, "")) {
            try await catalog.createNamespace(acme)
        }
        let change = try await catalog.updateNamespaceProperties(
            acme,
            removals: ["b", "x", "b"],
            updates: ["a": "2", "c": "3"]
        )
        #expect(change == NamespaceChange(updated: ["a", "c"], removed: ["b"], missing: ["x"]))
        #expect(try await catalog.loadNamespace(acme) == ["a": "2", "c": "3"])
        await #expect(throws: CatalogError(.invalidRequest, "")) {
            try await catalog.updateNamespaceProperties(acme, removals: ["a"], updates: ["a": ""])
        }
        try await catalog.dropNamespace(acme)
        #expect(try await !catalog.namespaceExists(acme))
        await #expect(throws: CatalogError(.noSuchNamespace, "")) {
            try await catalog.dropNamespace(acme)
        }
        await #expect(throws: CatalogError(.noSuchNamespace, "")) {
            try await catalog.updateNamespaceProperties(acme, removals: [], updates: ["a": "1"])
        }
        await #expect(throws: CatalogError(.noSuchNamespace, "")) {
            try await catalog.listTables(acme)
        }
    }

    @Test("a namespace comes to be by its first table, and stays while it has one")
    func implicit() async throws {
        let acme = try TenantID("acme")
        try await make("clicks", of: "acme")
        #expect(try await catalog.loadNamespace(acme) == [:])
        #expect(try await catalog.listNamespaces().elements == [acme])
        await #expect(throws: CatalogError(.alreadyExists, "")) {
            try await catalog.createNamespace(acme)
        }
        await #expect(throws: CatalogError(.namespaceNotEmpty, "")) {
            try await catalog.dropNamespace(acme)
        }
        try await catalog.updateNamespaceProperties(acme, removals: [], updates: ["a": "1"])
        #expect(try await catalog.loadNamespace(acme) == ["a": "1"])
        try await catalog.dropTable(try CatalogFixture.table())
        #expect(try await catalog.listTables(acme).elements.isEmpty)
        try await catalog.dropNamespace(acme)
        // Of the dropped table a tombstone is left, and no namespace.
        #expect(try await catalog.listNamespaces().elements.isEmpty)
        #expect(try await !catalog.namespaceExists(acme))
    }

    @Test("listings come in pages, without what was dropped and what is not the catalog's")
    func pages() async throws {
        let names = ["a-b", "ab", "ab-c", "b0", "b_c", "zz"]
        for name in names {
            for table in 0..<12 { try await make("t\(table)", of: name) }
            for table in [3, 7] {
                try await catalog.dropTable(try CatalogFixture.table("t\(table)", of: name))
            }
        }
        for key in ["_catalog/x", "_catalog/x/y", "_catalog/tenantId=NO/t/metadata/v1", "data/x"] {
            try await store.put(ObjectKey(key), [1], mode: .create)
        }
        for limit in 1...8 {
            var found: [String] = []
            var after: TenantID?
            repeat {
                let page = try await catalog.listNamespaces(after: after, limit: limit)
                #expect(page.elements.count <= limit)
                found += page.elements.map(\.name)
                after = page.isTruncated ? page.elements.last : nil
            } while after != nil
            #expect(found.sorted() == names.sorted() && found.count == names.count)
        }
        let tenant = try TenantID("ab")
        for limit in [1, 2, 5, 10, 11, 1000] {
            var found: [String] = []
            var after: TableName?
            repeat {
                let page = try await catalog.listTables(tenant, after: after, limit: limit)
                found += page.elements.map(\.name)
                after = page.isTruncated ? page.elements.last : nil
            } while after != nil
            let wanted = (0..<12).filter { $0 != 3 && $0 != 7 }.map { "t\($0)" }
            #expect(found.sorted() == wanted.sorted() && found.count == wanted.count)
        }
        await #expect(throws: CatalogError(.invalidRequest, "")) {
            try await catalog.listNamespaces(limit: 0)
        }
    }

    @Test("changes of properties at once are all made", arguments: UInt64(0)..<10)
    func race(seed: UInt64) async throws {
        let world = CatalogWorld(seed: seed)
        let acme = try TenantID("acme")
        try await world.catalog(store).createNamespace(acme)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                let catalog = world.catalog(store)
                group.addTask {
                    for change in 0..<4 {
                        try await catalog.updateNamespaceProperties(
                            acme,
                            removals: [],
                            updates: ["p\(number)-\(change)": "1"]
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await world.catalog(store).loadNamespace(acme).count == 32)
    }

    @Test("a corrupted file of properties is an error that names it", arguments: ["", "{}", "[]"])
    func corrupt(text: String) async throws {
        let acme = try TenantID("acme")
        let key = ObjectKey("_catalog/tenantId=acme/namespace.json")
        try await store.put(key, Array(text.utf8), mode: .create)
        let error = await #expect(throws: CatalogError.self) {
            try await catalog.loadNamespace(acme)
        }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("namespace.json") == true)
    }
}

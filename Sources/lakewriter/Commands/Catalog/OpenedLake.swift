import Iceberg
import LakeModel
import ObjectStorage

/// A lake whose tables a command looks at.
struct OpenedLake: Sendable {
    let store: any ObjectStore
    let catalog: ObjectStoreCatalog
    let tree: TableTree
    private let selection: [TableIdentifier]

    /// How many names are asked for at once.
    private static let pageSize = 1000

    init(store: any ObjectStore, selection: [TableIdentifier]) async {
        self.store = store
        self.selection = selection
        // Commits of a command may race with a server's: none is made on a store that lies.
        catalog = await StoreProof(store, isSingleWriter: false).catalog()
        tree = TableTree(store: store)
    }

    /// Calls `body` with each table that was asked for, in order; tables that vanish meanwhile are
    /// passed over unless they were named.
    func forEachTable(_ body: (CatalogTable) async throws -> Void) async throws {
        for table in selection { try await body(try await catalog.loadTable(table)) }
        guard selection.isEmpty else { return }
        try await forEachName { table in
            do {
                try await body(try await catalog.loadTable(table))
            } catch let error as CatalogError where error.code == .noSuchTable {
                return
            }
        }
    }

    private func forEachName(_ body: (TableIdentifier) async throws -> Void) async throws {
        var tenant: TenantID?
        while true {
            let tenants = try await catalog.listNamespaces(after: tenant, limit: Self.pageSize)
            for tenant in tenants.elements {
                var last: TableName?
                while true {
                    let tables = try await catalog.listTables(
                        tenant,
                        after: last,
                        limit: Self.pageSize
                    )
                    for table in tables.elements {
                        try await body(TableIdentifier(tenant: tenant, table: table))
                    }
                    last = tables.elements.last
                    if !tables.isTruncated { break }
                }
            }
            tenant = tenants.elements.last
            if !tenants.isTruncated { return }
        }
    }
}

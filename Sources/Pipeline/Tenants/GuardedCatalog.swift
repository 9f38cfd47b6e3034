public import Iceberg
public import LakeModel

/// A catalog in which the tables of tenants that are being erased are neither made nor changed.
///
/// A committer whose table was dropped makes it anew, as it must; not when its tenant goes.
public struct GuardedCatalog: TableCatalog {
    private let catalog: any TableCatalog
    private let isVoid: @Sendable (TenantID) -> Bool

    /// The catalog's own.
    public var location: String { catalog.location }
    /// The catalog's own.
    public var commitsByPut: Bool { catalog.commitsByPut }

    /// Creates the guard of a catalog.
    public init(_ catalog: any TableCatalog, isVoid: @escaping @Sendable (TenantID) -> Bool) {
        self.catalog = catalog
        self.isVoid = isVoid
    }

    /// The table's current metadata.
    public func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable {
        try await catalog.loadTable(table)
    }

    /// Makes a table.
    ///
    /// - Throws: as the catalog does, and `.denied` when its tenant is being erased.
    public func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable {
        try check(table)
        return try await catalog.createTable(table, metadata)
    }

    /// Makes one commit.
    ///
    /// - Throws: as the catalog does, and `.denied` when the table's tenant is being erased.
    public func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable {
        try check(base.identifier)
        return try await catalog.commit(to: base, requirements: requirements, updates: updates)
    }

    private func check(_ table: TableIdentifier) throws(CatalogError) {
        guard isVoid(table.tenant) else { return }
        throw CatalogError(.denied, "the tenant of \(table) is being erased")
    }
}

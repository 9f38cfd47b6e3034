public import LakeModel
public import ObjectStorage

/// The catalog that needs nothing but the lake's store.
public final class ObjectStoreCatalog: TableCatalog {
    /// How it works.
    public let settings: CatalogSettings
    /// Where everything lies.
    public let lake: LakeLocation
    private let store: any ObjectStore
    private let runtime: ObjectStoreRuntime

    /// The store's location.
    public var location: String { lake.root }

    /// Creates a catalog; nothing is read yet.
    ///
    /// - Parameters:
    ///   - store: the lake.
    ///   - settings: how it works.
    ///   - runtime: clocks, chance and sleep.
    public init(
        store: any ObjectStore,
        settings: CatalogSettings = CatalogSettings(),
        runtime: ObjectStoreRuntime
    ) {
        self.store = store
        self.settings = settings
        self.runtime = runtime
        lake = LakeLocation(root: store.location)
    }

    private var unwritten: CatalogError { CatalogError(.unavailable, "not there yet") }

    /// The table's current metadata, read anew.
    public func loadTable(
        _ table: TableIdentifier
    ) async throws(CatalogError) -> CatalogTable { throw unwritten }

    /// Makes a table.
    @discardableResult
    public func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable { throw unwritten }

    /// Makes one commit, if what it requires holds of the table as it is by then.
    @discardableResult
    public func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable { throw unwritten }

    /// Whether there is such a table.
    public func tableExists(_ table: TableIdentifier) async throws(CatalogError) -> Bool {
        throw unwritten
    }

    /// Removes a table from the catalog.
    ///
    /// - Parameters:
    ///   - table: which.
    ///   - isPurging: whether its files are removed as well.
    /// - Throws: ``CatalogError``; `.noSuchTable`.
    public func dropTable(
        _ table: TableIdentifier,
        purge isPurging: Bool
    ) async throws(CatalogError) { throw unwritten }

    /// One page of a namespace's tables.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`.
    public func listTables(
        _ namespace: TenantID,
        after: TableName?,
        limit: Int
    ) async throws(CatalogError) -> CatalogPage<TableName> { throw unwritten }

    /// One page of the namespaces.
    public func listNamespaces(
        after: TenantID?,
        limit: Int
    ) async throws(CatalogError) -> CatalogPage<TenantID> { throw unwritten }

    /// Whether there is such a namespace: it was created, or has a table.
    public func namespaceExists(
        _ namespace: TenantID
    ) async throws(CatalogError) -> Bool { throw unwritten }

    /// Makes a namespace.
    ///
    /// - Throws: ``CatalogError``; `.alreadyExists`.
    public func createNamespace(
        _ namespace: TenantID,
        properties: [String: String]
    ) async throws(CatalogError) { throw unwritten }

    /// The properties of a namespace.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`.
    public func loadNamespace(
        _ namespace: TenantID
    ) async throws(CatalogError) -> [String: String] { throw unwritten }

    /// Changes the properties of a namespace.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.invalidRequest` when a key is both set and
    ///   removed.
    @discardableResult
    public func updateNamespaceProperties(
        _ namespace: TenantID,
        removals: [String],
        updates: [String: String]
    ) async throws(CatalogError) -> NamespaceChange { throw unwritten }

    /// Removes a namespace that has no tables.
    ///
    /// - Throws: ``CatalogError``; `.noSuchNamespace`, `.namespaceNotEmpty`.
    public func dropNamespace(_ namespace: TenantID) async throws(CatalogError) { throw unwritten }
}

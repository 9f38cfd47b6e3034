public import LakeModel

/// Where the current metadata of tables is kept, and changed by one commit at a time.
///
/// Two implementations: ``ObjectStoreCatalog``, which needs nothing but the lake's store, and
/// ``RESTCatalog``, which is somebody else's. What both do is what the pipeline's commit needs.
public protocol TableCatalog: Sendable {
    /// Where this is, for messages; no secrets.
    var location: String { get }

    /// Whether the last thing that a commit does for good is a put into the table's folder of
    /// metadata, in the lake's own store; false by default.
    ///
    /// What was put there before it, deferred, survives a power failure with it.
    var commitsByPut: Bool { get }

    /// The table's current metadata, read anew.
    ///
    /// - Throws: ``CatalogError``; `.noSuchTable`.
    func loadTable(_ table: TableIdentifier) async throws(CatalogError) -> CatalogTable

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - table: its name.
    ///   - metadata: its first metadata: without snapshots.
    /// - Returns: the table as it was made, which an external catalog may have changed.
    /// - Throws: ``CatalogError``; `.alreadyExists`.
    func createTable(
        _ table: TableIdentifier,
        _ metadata: TableMetadata
    ) async throws(CatalogError) -> CatalogTable

    /// Makes one commit, if what it requires holds of the table as it is by then.
    ///
    /// - Parameters:
    ///   - base: the table as the caller knows it; a newer one is loaded when this is outdated.
    ///   - requirements: what must hold.
    ///   - updates: what is changed, in order.
    /// - Returns: the table behind the commit.
    /// - Throws: ``CatalogError``; `.commitFailed` when a requirement does not hold,
    ///   `.commitStateUnknown` when no answer came, `.noSuchTable` when it was dropped.
    func commit(
        to base: CatalogTable,
        requirements: [TableRequirement],
        updates: [TableUpdate]
    ) async throws(CatalogError) -> CatalogTable
}

extension TableCatalog {
    /// Nothing is known of how commits are made.
    public var commitsByPut: Bool { false }
}

public import LakeModel
public import ObjectStorage

/// Puts files into tables: each exactly once, whoever else commits, and whatever was interrupted
/// before.
public final class TableCommitter: Sendable {
    let catalog: any TableCatalog
    let store: any ObjectStore
    let writer: WriterIdentity
    let settings: CommitSettings
    let runtime: ObjectStoreRuntime
    let random: @Sendable () -> UInt64

    /// Creates the committer of one start of a log.
    ///
    /// - Parameters:
    ///   - catalog: where tables' metadata is kept.
    ///   - store: the lake's store, which manifests are written to.
    ///   - writer: who commits.
    ///   - pending: the names of all units that the log knows as sealed, and not as committed.
    ///   - settings: how commits are made.
    ///   - runtime: the clock, and pauses between tries.
    ///   - random: draws 64 random bits: snapshot ids and the names of files are made of them.
    public init(
        catalog: any TableCatalog,
        store: any ObjectStore,
        writer: WriterIdentity,
        pending: Set<String>,
        settings: CommitSettings = CommitSettings(),
        runtime: ObjectStoreRuntime,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.catalog = catalog
        self.store = store
        self.writer = writer
        self.settings = settings
        self.runtime = runtime
        self.random = random
    }

    /// Commits units to a table; returns when every one of them is in it.
    ///
    /// The table is made when it is not there, and its schema changed when it differs. A call that
    /// threw, other than by `.fenced`, is repeated with the same units.
    ///
    /// - Throws: ``CatalogError``; `.fenced` when a later start of the same log has committed to
    ///   the table: this process must stop. `.schemaConflict` when the table's columns are others.
    @discardableResult
    public func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        throw CatalogError(.unavailable, "commits to \(table) are not made yet")
    }

    /// Tells that the log remembers these units as committed, durably: tables need not any more.
    public func settle(_ names: [String]) {}
}

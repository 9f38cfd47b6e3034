public import Iceberg
public import LakeModel

/// Puts files that are in the lake into their tables.
///
/// A seam: ``Iceberg/TableCommitter`` is what tables are committed with.
public protocol TableCommitting: Sendable {
    /// Commits units to a table; returns when every one of them is in it.
    ///
    /// A call that threw, other than by `.fenced`, is repeated with the same units.
    ///
    /// - Throws: ``CatalogError``; `.fenced` when a later start of the same log has committed to
    ///   the table: this process must stop.
    func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt

    /// Which of these units a table says it has been given already: their files need not be there
    /// any more.
    ///
    /// - Throws: ``CatalogError``.
    func committed(
        _ names: [String],
        in table: TableIdentifier
    ) async throws(CatalogError) -> Set<String>

    /// Tells that the log remembers these units as committed, durably: tables need not any more.
    func settle(_ names: [String])
}

extension TableCommitter: TableCommitting {}

/// Makes what commits for one start of a log.
///
/// `pending` are the names of the units that the log knows, and not as committed.
public typealias TableCommitterFactory =
    @Sendable (_ writer: WriterIdentity, _ pending: Set<String>) -> any TableCommitting

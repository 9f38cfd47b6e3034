/// A call of ``TableCommitter/commit(_:to:schema:)``: what it asks for, and what was made for it.
struct CommitRequest: Sendable {
    /// What is to be committed.
    let units: [CommitUnit]
    /// What the table should be.
    let definition: TableDefinition
    /// What tries have made so far.
    var draft: CommitDraft
    /// Whether it is tried without others: it was in a group that could not be committed, which may
    /// be any one's fault.
    var isAlone = false
    /// Why its last try failed.
    var failure: CatalogError?

    /// Tells the calls of one process apart.
    var id: Int64 { draft.snapshotID }

    /// Whether one commit can serve both: they see the same columns, so that what stops one stops
    /// the other.
    func mayJoin(_ other: Self) -> Bool {
        !isAlone && !other.isAlone && definition == other.definition
    }
}

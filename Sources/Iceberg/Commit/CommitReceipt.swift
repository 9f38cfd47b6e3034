/// What came of a commit.
public struct CommitReceipt: Hashable, Sendable {
    /// The snapshot that holds the units; nil when there was nothing left to be committed.
    public let snapshotID: Int64?
    /// The names of units that were found to be in the table already.
    public let alreadyCommitted: [String]
    /// How many times a snapshot was offered to the catalog: more than once after lost races.
    public let attempts: Int
    /// What went wrong without holding up the commit, to be logged: manifests that could not be
    /// merged.
    public let warnings: [String]

    /// Creates a receipt.
    public init(snapshotID: Int64?, alreadyCommitted: [String], attempts: Int, warnings: [String]) {
        self.snapshotID = snapshotID
        self.alreadyCommitted = alreadyCommitted
        self.attempts = attempts
        self.warnings = warnings
    }
}

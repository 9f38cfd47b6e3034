package import LakeModel

/// A named snapshot: a branch, which moves, or a tag, which does not.
///
/// Source: Iceberg specification, "Snapshot References".
public struct SnapshotReference: Hashable, Sendable {
    /// What a reference is.
    public enum Kind: String, Hashable, Sendable {
        /// Moves with every commit to it.
        case branch
        /// Stays.
        case tag
    }

    /// The branch that tables are read from and written to.
    public static let main = "main"

    /// Which snapshot.
    public var snapshotID: Int64
    /// Whether it moves.
    public var kind: Kind
    /// How many snapshots of a branch are kept, whatever their age.
    public var minSnapshotsToKeep: Int?
    /// How old a branch's snapshots may become, in milliseconds.
    public var maxSnapshotAgeMilliseconds: Int64?
    /// How old the reference itself may become, in milliseconds.
    public var maxReferenceAgeMilliseconds: Int64?
    /// Members of its JSON that this package does not interpret.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates a reference.
    public init(
        snapshotID: Int64,
        kind: Kind,
        minSnapshotsToKeep: Int? = nil,
        maxSnapshotAgeMilliseconds: Int64? = nil,
        maxReferenceAgeMilliseconds: Int64? = nil
    ) {
        self.snapshotID = snapshotID
        self.kind = kind
        self.minSnapshotsToKeep = minSnapshotsToKeep
        self.maxSnapshotAgeMilliseconds = maxSnapshotAgeMilliseconds
        self.maxReferenceAgeMilliseconds = maxReferenceAgeMilliseconds
    }
}

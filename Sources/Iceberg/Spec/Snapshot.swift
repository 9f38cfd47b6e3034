package import LakeModel

/// The files of a table at one moment.
///
/// Source: Iceberg specification, "Snapshots".
public struct Snapshot: Hashable, Sendable {
    /// A positive random number of 63 bits.
    public var snapshotID: Int64
    /// The snapshot that this one followed; nil for the first.
    public var parentSnapshotID: Int64?
    /// Counts a table's changes; 0 in format version 1.
    public var sequenceNumber: Int64
    /// When it was made: milliseconds since 1970.
    public var timestampMilliseconds: Int64
    /// Where its manifest list lies; empty in version 1 where the snapshot lists its manifests.
    public var manifestList: String
    /// What it did: `operation` (`append`, `replace`, `overwrite`, `delete`) and counts, all as text.
    public var summary: [String: String]
    /// The schema that was current.
    public var schemaID: Int32?
    /// The number of its first new row; format version 3 alone has it.
    public var firstRowID: Int64?
    /// How many rows it gave numbers to; format version 3 alone has it.
    public var addedRows: Int64?
    /// Members of its JSON that this package does not interpret, such as `key-id`.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates a snapshot.
    public init(
        snapshotID: Int64,
        parentSnapshotID: Int64?,
        sequenceNumber: Int64,
        timestampMilliseconds: Int64,
        manifestList: String,
        summary: [String: String],
        schemaID: Int32?
    ) {
        self.snapshotID = snapshotID
        self.parentSnapshotID = parentSnapshotID
        self.sequenceNumber = sequenceNumber
        self.timestampMilliseconds = timestampMilliseconds
        self.manifestList = manifestList
        self.summary = summary
        self.schemaID = schemaID
    }
}

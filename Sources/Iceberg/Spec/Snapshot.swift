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
    /// Where its manifest list lies.
    public var manifestList: String
    /// What it did: `operation` (`append`, `replace`, `overwrite`, `delete`) and counts, all as text.
    public var summary: [String: String]
    /// The schema that was current.
    public var schemaID: Int32?
    /// Members of its JSON that this package does not interpret, such as `first-row-id`.
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

/// One file in a manifest, and since when it is in the table.
///
/// Source: Iceberg specification, "Manifests", `manifest_entry`, and "Sequence Number Inheritance".
public struct ManifestEntry: Hashable, Sendable {
    /// What the manifest's snapshot did with the file.
    public enum Status: Int32, Hashable, Sendable {
        /// It was in the table before.
        case existing = 0
        /// It was added.
        case added = 1
        /// It was removed.
        case deleted = 2
    }

    /// What the manifest's snapshot did with the file.
    public var status: Status
    /// The snapshot that added the file, or, where deleted, removed it; nil: the manifest's.
    public var snapshotID: Int64?
    /// The data sequence number; nil: the manifest's, and only where added.
    public var sequenceNumber: Int64?
    /// The sequence number of the snapshot that added the file; nil: the manifest's.
    public var fileSequenceNumber: Int64?
    /// The file.
    public var dataFile: DataFile

    /// Creates an entry.
    public init(
        status: Status,
        snapshotID: Int64?,
        sequenceNumber: Int64?,
        fileSequenceNumber: Int64?,
        dataFile: DataFile
    ) {
        self.status = status
        self.snapshotID = snapshotID
        self.sequenceNumber = sequenceNumber
        self.fileSequenceNumber = fileSequenceNumber
        self.dataFile = dataFile
    }
}

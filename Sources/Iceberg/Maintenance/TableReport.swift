public import LakeModel

/// What a walk over everything of a table found.
public struct TableReport: Hashable, Sendable {
    /// Which table.
    public let table: TableIdentifier
    /// Where the metadata lies that was walked from.
    public let metadataLocation: String
    /// Snapshots that can be read.
    public var snapshotCount = 0
    /// Manifests that any of them names.
    public var manifestCount = 0
    /// Data files of the current snapshot.
    public var dataFileCount = 0
    /// Rows of the current snapshot.
    public var rowCount: Int64 = 0
    /// Bytes of the data files of the current snapshot.
    public var dataBytes: Int64 = 0
    /// Metadata files that nothing leads to any more: `catalog expire` removes them.
    public var unreferencedMetadataCount = 0
    /// Data files that no snapshot names yet, and that are young enough to be on their way.
    public var pendingDataFileCount = 0
    /// What is wrong; empty: nothing.
    public var findings: [Finding] = []

    /// Creates the report of a table of which nothing is known yet.
    public init(table: TableIdentifier, metadataLocation: String) {
        self.table = table
        self.metadataLocation = metadataLocation
    }
}

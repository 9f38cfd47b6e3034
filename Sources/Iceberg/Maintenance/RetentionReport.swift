public import LakeModel

/// What a ``PartitionRetention`` dropped, or would drop.
public struct RetentionReport: Hashable, Sendable {
    /// Of which table.
    public let table: TableIdentifier
    /// The first day that is kept, in days since 1970.
    public let firstDay: Int32
    /// Days that were dropped, in days since 1970.
    public var days: Set<Int32> = []
    /// Data files that left the table.
    public var files = 0
    /// Their rows.
    public var rows: Int64 = 0
    /// Their bytes.
    public var bytes: Int64 = 0
    /// Snapshots that were forgotten because they led to such files.
    public var snapshotIDs: [Int64] = []
    /// Files that were removed from the store, metadata of those snapshots included.
    public var removedFiles = 0
    /// Tags and branches by which old snapshots, and with them old days, stay.
    public var references: [String] = []
    /// Manifests of a partition spec without days, of which nothing is dropped.
    public var undecidedManifests = 0

    /// Creates the report of a table of which nothing was dropped yet.
    public init(table: TableIdentifier, firstDay: Int32) {
        self.table = table
        self.firstDay = firstDay
    }

    /// Whether anything was dropped, or removed.
    public var isEmpty: Bool { files == 0 && snapshotIDs.isEmpty && removedFiles == 0 }
}

public import LakeModel

/// What ``TableExpiry`` removed, or would remove.
public struct ExpiryReport: Hashable, Sendable {
    /// Of which table.
    public let table: TableIdentifier
    /// Snapshots.
    public var snapshotIDs: [Int64] = []
    /// Manifest lists, manifests, and versions of the metadata, by URI.
    public var metadataFiles: [String] = []
    /// Data files, by URI.
    public var dataFiles: [String] = []
    /// Bytes of all of them.
    public var byteCount = 0

    /// Creates the report of a table of which nothing was removed yet.
    public init(table: TableIdentifier) {
        self.table = table
    }
}

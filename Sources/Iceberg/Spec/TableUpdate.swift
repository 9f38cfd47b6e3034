package import LakeModel

/// One change of a table's metadata.
///
/// Source: Iceberg REST catalog specification, `TableUpdate`.
public enum TableUpdate: Hashable, Sendable {
    /// Gives a new table its number.
    case assignUUID(String)
    /// Raises the format version.
    case upgradeFormatVersion(Int)
    /// Adds a schema; -1 or an id that is taken by another schema gets the next free id.
    case addSchema(Schema, lastColumnID: Int32?)
    /// Makes a schema current; -1: the last one added.
    case setCurrentSchema(Int32)
    /// Adds a partition spec.
    case addSpec(PartitionSpec)
    /// Makes a spec the default; -1: the last one added.
    case setDefaultSpec(Int32)
    /// Adds a sort order.
    case addSortOrder(SortOrder)
    /// Makes an order the default; -1: the last one added.
    case setDefaultSortOrder(Int32)
    /// Adds a snapshot.
    case addSnapshot(Snapshot)
    /// Makes a reference, or moves it.
    case setSnapshotRef(name: String, SnapshotReference)
    /// Forgets snapshots.
    case removeSnapshots([Int64])
    /// Removes a reference.
    case removeSnapshotRef(String)
    /// Moves the table's folder.
    case setLocation(String)
    /// Sets properties.
    case setProperties([String: String])
    /// Removes properties.
    case removeProperties([String])
    /// Forgets specs that no manifest uses.
    case removePartitionSpecs([Int32])
    /// Forgets schemas that no snapshot uses.
    case removeSchemas([Int32])
    /// Sets the statistics file of a snapshot, passed on as it is: `StatisticsFile`.
    case setStatistics(StatisticsDocument)
    /// Removes the statistics file of a snapshot.
    case removeStatistics(snapshotID: Int64)
    /// Sets the partition statistics file of a snapshot: `PartitionStatisticsFile`.
    case setPartitionStatistics(StatisticsDocument)
    /// Removes the partition statistics file of a snapshot.
    case removePartitionStatistics(snapshotID: Int64)

    /// A JSON object that is kept and passed on, and names a snapshot.
    public struct StatisticsDocument: Hashable, Sendable {
        /// The snapshot that it describes.
        public let snapshotID: Int64
        package let node: JSONNode

        package init(snapshotID: Int64, node: JSONNode) {
            self.snapshotID = snapshotID
            self.node = node
        }
    }
}

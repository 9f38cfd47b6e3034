package import LakeModel

/// A table, but for its files: `metadata.json`.
///
/// A value: changes are made by ``TableUpdate``s, checked by ``TableRequirement``s, and written as
/// another version of the file. What stands in the file and is not interpreted here (statistics,
/// encryption keys, what later format versions add) is kept and written back.
/// Source: Iceberg specification, "Table Metadata and Snapshots".
public struct TableMetadata: Hashable, Sendable {
    /// When which snapshot became current.
    public struct SnapshotLogEntry: Hashable, Sendable {
        /// Milliseconds since 1970.
        public var timestampMilliseconds: Int64
        /// Which snapshot.
        public var snapshotID: Int64

        /// Creates an entry.
        public init(timestampMilliseconds: Int64, snapshotID: Int64) {
            self.timestampMilliseconds = timestampMilliseconds
            self.snapshotID = snapshotID
        }
    }

    /// An earlier version of the file.
    public struct MetadataLogEntry: Hashable, Sendable {
        /// Its `last-updated-ms`.
        public var timestampMilliseconds: Int64
        /// Where it lies.
        public var metadataFile: String

        /// Creates an entry.
        public init(timestampMilliseconds: Int64, metadataFile: String) {
            self.timestampMilliseconds = timestampMilliseconds
            self.metadataFile = metadataFile
        }
    }

    /// 2; versions 1 and 3 are read and passed on.
    public var formatVersion: Int
    /// The table's own number, whatever its name becomes; a UUID in lower case.
    public var tableUUID: String
    /// The folder that `metadata/` lies in.
    public var location: String
    /// The greatest sequence number given.
    public var lastSequenceNumber: Int64
    /// When this version was made: milliseconds since 1970.
    public var lastUpdatedMilliseconds: Int64
    /// The greatest column id ever given.
    public var lastColumnID: Int32
    /// All schemas that files were written with.
    public var schemas: [Schema]
    /// The schema that the table is read with.
    public var currentSchemaID: Int32
    /// All specs that files were written with.
    public var partitionSpecs: [PartitionSpec]
    /// The spec that files are written with.
    public var defaultSpecID: Int32
    /// The greatest partition field id ever given; 999 before the first.
    public var lastPartitionID: Int32
    /// All sort orders.
    public var sortOrders: [SortOrder]
    /// The order that files are written with.
    public var defaultSortOrderID: Int32
    /// Settings of the table.
    public var properties: [String: String] = [:]
    /// The snapshot of the branch `main`; nil while the table is empty.
    public var currentSnapshotID: Int64?
    /// The snapshots that can still be read, in the order of their making.
    public var snapshots: [Snapshot] = []
    /// The number that the next new row gets; format version 3 alone has it.
    public var nextRowID: Int64 = 0
    /// Named snapshots; `main` where there is a current one.
    public var refs: [String: SnapshotReference] = [:]
    /// When which snapshot became current, the oldest first.
    public var snapshotLog: [SnapshotLogEntry] = []
    /// Earlier versions of the file, the oldest first.
    public var metadataLog: [MetadataLogEntry] = []
    /// Members that this package does not interpret.
    package var otherMembers: [JSONNode.Member] = []

    /// Creates the metadata of a table without snapshots.
    public init(
        formatVersion: Int = 2,
        tableUUID: String,
        location: String,
        lastUpdatedMilliseconds: Int64,
        lastColumnID: Int32,
        schema: Schema,
        partitionSpec: PartitionSpec,
        sortOrder: SortOrder
    ) {
        self.formatVersion = formatVersion
        self.tableUUID = tableUUID
        self.location = location
        lastSequenceNumber = 0
        self.lastUpdatedMilliseconds = lastUpdatedMilliseconds
        self.lastColumnID = lastColumnID
        schemas = [schema]
        currentSchemaID = schema.schemaID
        partitionSpecs = [partitionSpec]
        defaultSpecID = partitionSpec.specID
        lastPartitionID = partitionSpec.fields.map(\.fieldID).max() ?? 999
        sortOrders = sortOrder.orderID == 0 ? [sortOrder] : [.unsorted, sortOrder]
        defaultSortOrderID = sortOrder.orderID
    }
}

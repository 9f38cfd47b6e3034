/// What must hold of a table for a commit to be made.
///
/// Source: Iceberg REST catalog specification, `TableRequirement`.
public enum TableRequirement: Hashable, Sendable {
    /// There is no such table.
    case assertCreate
    /// It is the same table still.
    case assertTableUUID(String)
    /// The reference is this snapshot, or, with nil, is not there.
    case assertRefSnapshotID(ref: String, snapshotID: Int64?)
    /// No column was added.
    case assertLastAssignedFieldID(Int32)
    /// The current schema is the same.
    case assertCurrentSchemaID(Int32)
    /// No partition field was added.
    case assertLastAssignedPartitionID(Int32)
    /// The default spec is the same.
    case assertDefaultSpecID(Int32)
    /// The default sort order is the same.
    case assertDefaultSortOrderID(Int32)
}

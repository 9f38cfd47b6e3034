extension TableMetadata {
    /// The schema that the table is read with.
    public var currentSchema: Schema? { schemas.first { $0.schemaID == currentSchemaID } }

    /// The spec that files are written with.
    public var defaultSpec: PartitionSpec? { partitionSpecs.first { $0.specID == defaultSpecID } }

    /// The snapshot of the branch `main`; nil while the table is empty.
    public var currentSnapshot: Snapshot? {
        currentSnapshotID.flatMap { id in snapshots.last { $0.snapshotID == id } }
    }
}

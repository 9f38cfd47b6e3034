extension TableSchema {
    /// The table's own columns: all but the writer's.
    public var ownFields: [Field] {
        fields.filter { $0.id >= SystemColumns.firstOwnFieldID }
    }

    /// The greatest field id in use, which Iceberg calls `last-column-id`.
    public var lastFieldID: FieldID {
        fields.map(\.lastID).reduce(SystemColumns.extra.id, max)
    }
}

public import LakeModel

/// What one tenant's table must be, so that this writer's files can be part of it.
///
/// A value of the schema and the names alone: it answers with the metadata of a new table, and
/// with what a table that is there already lacks. What only the table has is left alone.
public struct TableDefinition: Hashable, Sendable {
    /// The columns of the files.
    public let schema: TableSchema
    /// Whose table, and which.
    public let table: TableIdentifier
    /// Where it lies.
    public let lake: LakeLocation

    /// Creates the definition of a tenant's share of an event table.
    public init(schema: TableSchema, table: TableIdentifier, lake: LakeLocation) {
        self.schema = schema
        self.table = table
        self.lake = lake
    }

    /// The columns of the files as Iceberg has them; schema 0.
    public var icebergSchema: Schema {
        Schema(schemaID: 0, fields: schema.fields.map(NestedField.init))
    }

    /// How the files are partitioned: `tenantId=identity(tenant_id)`, `dt=day(event_time)`; spec 0.
    ///
    /// The names are those of the folders, so that files that other writers add by the spec lie in
    /// the same tree.
    public static let partitionSpec = PartitionSpec(
        specID: 0,
        fields: [
            .init(
                sourceID: SystemColumns.tenantID.id.rawValue,
                fieldID: 1000,
                name: "tenantId",
                transform: .identity
            ),
            .init(
                sourceID: SystemColumns.eventTime.id.rawValue,
                fieldID: 1001,
                name: "dt",
                transform: .day
            ),
        ]
    )

    /// How rows are sorted inside a file: order 1, or order 0 where they are not.
    public var sortOrder: SortOrder {
        guard !schema.sortBy.isEmpty else { return .unsorted }
        return SortOrder(
            orderID: 1,
            fields: schema.sortBy.map { SortOrder.Field(sourceID: $0.rawValue) }
        )
    }

    /// The settings that a new table begins with; an operator may change them in the table.
    ///
    /// `write.data.path` is the event table's folder, which all tenants share: writers append the
    /// partition's folders to it, `tenantId=` among them.
    public var properties: [String: String] {
        [
            "write.format.default": "parquet",
            "write.parquet.compression-codec": "zstd",
            "write.data.path": lake.uri(table.table.name),
            // It would put hashed folders in front of `tenantId=`, which no tenant's policy allows.
            "write.object-storage.enabled": "false",
            // Versions are named `v<N>.metadata.json`, and a suffix would be needed to say gzip.
            "write.metadata.compression-codec": "none",
            "write.metadata.previous-versions-max": "100",
            "write.metadata.delete-after-commit.enabled": "true",
            // The specification's defaults, written out for the people who run maintenance.
            "history.expire.max-snapshot-age-ms": "432000000",
            "history.expire.min-snapshots-to-keep": "1",
        ]
    }

    /// The metadata of a table that is not there yet.
    ///
    /// - Parameters:
    ///   - uuid: the table's own number, a UUID in lower case.
    ///   - milliseconds: the time, since 1970.
    /// - Returns: metadata without snapshots.
    public func metadata(uuid: String, now milliseconds: Int64) -> TableMetadata {
        var metadata = TableMetadata(
            tableUUID: uuid,
            location: lake.uri(LakeLocation.tableFolder(of: table)),
            lastUpdatedMilliseconds: milliseconds,
            lastColumnID: schema.lastFieldID.rawValue,
            schema: icebergSchema,
            partitionSpec: Self.partitionSpec,
            sortOrder: sortOrder
        )
        metadata.properties = properties
        return metadata
    }
}

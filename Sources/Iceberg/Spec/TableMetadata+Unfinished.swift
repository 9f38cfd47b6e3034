extension TableMetadata {
    /// Metadata of nothing yet, to be filled by reading or by updates and checked then.
    init(unfinished formatVersion: Int) {
        self.init(
            formatVersion: formatVersion,
            tableUUID: "",
            location: "",
            lastUpdatedMilliseconds: 0,
            lastColumnID: 0,
            schema: Schema(schemaID: 0, fields: []),
            partitionSpec: PartitionSpec(specID: 0, fields: []),
            sortOrder: .unsorted
        )
        schemas = []
        partitionSpecs = []
        sortOrders = []
    }
}

import LakeModel

extension TableDefinition {
    /// What must be changed in a table before this definition's files can join it.
    public struct Changes: Hashable, Sendable {
        /// What must hold for the updates to be right.
        public var requirements: [TableRequirement] = []
        /// The updates, in order; none where the table lacks nothing.
        public var updates: [TableUpdate] = []

        /// Creates changes that change nothing.
        public init() {}
    }

    /// What `base` lacks for this definition's files.
    ///
    /// Columns that the table lacks are added under the id and the name that files have, types are
    /// widened where Iceberg allows it, a required column that files may leave out becomes
    /// optional, and the partition spec of the files is added where the table has another. Nothing
    /// else is touched: not the columns that only the table has, nor what an operator has set.
    ///
    /// - Throws: ``CatalogError``; `.schemaConflict` says which id or name means something else in
    ///   the table, and what to do.
    public func updates(for base: TableMetadata) throws(CatalogError) -> Changes {
        var changes = Changes()
        try addSchema(to: base, &changes)
        addSpec(to: base, &changes)
        return changes
    }

    /// The spec of the table that this definition's files are written by; nil before
    /// ``updates(for:)`` has added it.
    public static func partitionSpec(in metadata: TableMetadata) -> PartitionSpec? {
        let specs = metadata.partitionSpecs.filter(isWrittenBy)
        return specs.first { $0.specID == metadata.defaultSpecID } ?? specs.first
    }

    private func addSchema(
        to base: TableMetadata,
        _ changes: inout Changes
    ) throws(CatalogError) {
        var schema = try SchemaReconciliation.schema(for: icebergSchema, in: base, table)
        guard schema != base.currentSchema else { return }
        changes.requirements += [
            .assertCurrentSchemaID(base.currentSchemaID),
            .assertLastAssignedFieldID(base.lastColumnID),
        ]
        let known = base.schemas.first {
            $0.fields == schema.fields && $0.identifierFieldIDs == schema.identifierFieldIDs
        }
        if let known {
            changes.updates.append(.setCurrentSchema(known.schemaID))
            return
        }
        schema.schemaID = (base.schemas.map(\.schemaID).max() ?? -1) + 1
        let lastColumnID = max(base.lastColumnID, self.schema.lastFieldID.rawValue)
        changes.updates += [
            .addSchema(schema, lastColumnID: lastColumnID),
            .setCurrentSchema(-1),
        ]
    }

    /// The spec joins the table's others; which one is the default is for the operator to say.
    private func addSpec(to base: TableMetadata, _ changes: inout Changes) {
        guard Self.partitionSpec(in: base) == nil else { return }
        var spec = Self.partitionSpec
        spec.specID = (base.partitionSpecs.map(\.specID).max() ?? -1) + 1
        let known = base.partitionSpecs.flatMap(\.fields)
        var lastID = base.lastPartitionID
        for (index, field) in spec.fields.enumerated() {
            let same = known.first {
                $0.sourceID == field.sourceID && $0.transform == field.transform
            }
            // Source: Iceberg specification, "Partition Evolution": equal fields keep their id.
            if let same {
                spec.fields[index] = same
            } else {
                lastID += 1
                spec.fields[index].fieldID = lastID
            }
        }
        changes.requirements.append(.assertLastAssignedPartitionID(base.lastPartitionID))
        changes.updates.append(.addSpec(spec))
    }

    /// Whether a spec makes the same values of the same columns; its names and numbers are free.
    private static func isWrittenBy(_ spec: PartitionSpec) -> Bool {
        spec.fields.map(\.sourceID) == partitionSpec.fields.map(\.sourceID)
            && spec.fields.map(\.transform) == partitionSpec.fields.map(\.transform)
    }
}

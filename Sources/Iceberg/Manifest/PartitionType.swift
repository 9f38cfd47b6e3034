/// What the values of a partition are: the fields of a spec, each with its type.
///
/// Source: Iceberg specification, "Partitioning" and "Partition Transforms".
public struct PartitionType: Hashable, Sendable {
    /// One value of a partition.
    public struct Field: Hashable, Sendable {
        /// The partition field's number.
        public var fieldID: Int32
        /// Its name.
        public var name: String
        /// What its values are; every value may be null.
        public var type: PrimitiveType

        /// Creates a field.
        public init(fieldID: Int32, name: String, type: PrimitiveType) {
            self.fieldID = fieldID
            self.name = name
            self.type = type
        }
    }

    /// The spec.
    public var specID: Int32
    /// Its fields, in the order of a partition's values.
    public var fields: [Field]

    /// Finds the types of a spec's fields.
    ///
    /// - Parameters:
    ///   - spec: The spec.
    ///   - schemas: All schemas of the table: a source may be dropped from the current one. The last
    ///     schema that has it counts, since types only widen.
    /// - Throws: ``CatalogError`` `.corrupt` when a source that decides a type is nowhere.
    public init(of spec: PartitionSpec, in schemas: [Schema]) throws(CatalogError) {
        specID = spec.specID
        fields = []
        for field in spec.fields {
            fields.append(
                Field(
                    fieldID: field.fieldID,
                    name: field.name,
                    type: try Self.type(of: field, in: schemas)
                )
            )
        }
    }

    /// The type of a spec of a table.
    ///
    /// - Throws: ``CatalogError`` `.corrupt` when the table has no such spec.
    public init(specID: Int32, of table: TableMetadata) throws(CatalogError) {
        guard let spec = table.partitionSpecs.first(where: { $0.specID == specID }) else {
            throw CatalogError(
                .corrupt,
                "the table at \(table.location) has no partition spec \(specID)"
            )
        }
        let others = table.schemas.filter { $0.schemaID != table.currentSchemaID }
        try self.init(of: spec, in: others + [table.currentSchema].compactMap { $0 })
    }

    private static func type(
        of field: PartitionSpec.Field,
        in schemas: [Schema]
    ) throws(CatalogError) -> PrimitiveType {
        let source = schemas.reversed().lazy
            .compactMap { $0.field(field.sourceID)?.type.primitive }.first
        switch field.transform {
        case .bucket, .year, .month, .hour: return .int
        case .day: return .date
        case .other: return .string  // as Java's UnknownTransform
        case .void: return source ?? .int
        case .identity, .truncate:
            guard let source else {
                throw CatalogError(
                    .corrupt,
                    """
                    partition field \(field.fieldID) "\(field.name)" is made of column \
                    \(field.sourceID), which no schema of the table has
                    """
                )
            }
            return source
        }
    }
}

extension IcebergType {
    /// The type, where it is one value.
    fileprivate var primitive: PrimitiveType? {
        guard case .primitive(let type) = self else { return nil }
        return type
    }
}

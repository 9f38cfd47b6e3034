import Iceberg
import LakeModel

/// What a client wants a new table to be.
///
/// Source: Iceberg REST catalog specification, `CreateTableRequest`.
struct CreateTableRequest {
    /// The table's name.
    let name: TableName
    /// Whether nothing is to be made yet.
    let isStaged: Bool
    private let location: String?
    private let schema: Schema
    private let spec: PartitionSpec
    private let order: SortOrder
    private let properties: [String: String]

    /// Reads a request.
    ///
    /// - Throws: ``Problem`` 400 for a name that no table has; ``CatalogError`` `.invalidRequest`
    ///   for what is missing or of another type.
    init(_ body: JSONNode) throws {
        do throws(CatalogError) {
            let name = try body.required("name").text()
            self.name = try Self.tableName(name)
            isStaged = try body.optional("stage-create")?.flag() ?? false
            location = try body.optional("location")?.text()
            schema = try Self.schema(try body.required("schema"))
            spec =
                try body.optional("partition-spec").map { node throws(CatalogError) in
                    try PartitionSpec(node)
                } ?? PartitionSpec(specID: 0, fields: [])
            order =
                try body.optional("write-order").map { node throws(CatalogError) in
                    try SortOrder(node)
                } ?? .unsorted
            properties = try body.optional("properties")?.texts() ?? [:]
        } catch {
            throw error.asRequest
        }
    }

    private static func tableName(_ name: String) throws(CatalogError) -> TableName {
        do throws(NameError) {
            return try TableName(name)
        } catch {
            throw CatalogError(.invalidRequest, "\(error)")
        }
    }

    /// A schema whose numbers are not looked at: they are given anew.
    private static func schema(_ node: JSONNode) throws(CatalogError) -> Schema {
        guard case .structure(let fields) = try IcebergType(node) else {
            throw node.invalid("a schema is a struct")
        }
        return Schema(
            schemaID: 0,
            fields: fields,
            identifierFieldIDs: try node.optional("identifier-field-ids")?
                .elements { node throws(CatalogError) in try node.int32() } ?? []
        )
    }

    /// The table's first metadata, its columns numbered anew.
    ///
    /// - Throws: ``Problem`` 400 for another place than its own, ``CatalogError`` for what makes no
    ///   table.
    func metadata(
        at place: TablePlace,
        uuid: String,
        now milliseconds: Int64
    ) throws -> TableMetadata {
        if let location { try place.checkLocation(location) }
        try place.check(properties)
        var ids = FreshFieldIDs()
        var schema = schema
        schema.fields = try ids.renumber(schema.fields)
        for index in schema.identifierFieldIDs.indices {
            schema.identifierFieldIDs[index] = try ids.id(for: schema.identifierFieldIDs[index])
        }
        var spec = spec
        for index in spec.fields.indices {
            spec.fields[index].sourceID = try ids.id(for: spec.fields[index].sourceID)
            spec.fields[index].fieldID = PartitionSpec.Field.unassigned
        }
        var order = order
        for index in order.fields.indices {
            order.fields[index].sourceID = try ids.id(for: order.fields[index].sourceID)
        }
        var settings = properties
        // The format version is the metadata's own, and not kept beside it.
        settings["format-version"] = nil
        return try TableMetadata.creating(
            [
                .addSchema(schema, lastColumnID: nil), .setCurrentSchema(-1),
                .addSpec(spec), .setDefaultSpec(-1),
                .addSortOrder(order), .setDefaultSortOrder(-1),
                .setProperties(settings),
            ],
            defaultUUID: uuid,
            defaultLocation: place.location,
            now: milliseconds
        )
    }
}

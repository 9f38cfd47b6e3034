package import LakeModel

extension Schema {
    /// Reads a schema; one without `schema-id`, as format version 1 may have, is schema 0.
    ///
    /// Source: Iceberg specification, "Schemas" and "Appendix C: JSON serialization".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        guard case .structure(let fields) = try IcebergType(node) else {
            throw node.invalid("a schema is a struct")
        }
        self.init(
            schemaID: try node.optional("schema-id")?.int32() ?? 0,
            fields: fields,
            identifierFieldIDs: try node.optional("identifier-field-ids")?
                .elements { node throws(CatalogError) in try node.int32() } ?? []
        )
        otherMembers = try node.others(
            than: ["type", "schema-id", "identifier-field-ids", "fields"]
        )
        try validate(at: node)
    }

    /// Writes the schema.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", "struct")
            json.member("schema-id", schemaID)
            if !identifierFieldIDs.isEmpty {
                json.name("identifier-field-ids")
                json.array { json in
                    for id in identifierFieldIDs { json.integer(id) }
                }
            }
            json.name("fields")
            json.array { json in
                for field in fields { field.write(to: &json) }
            }
            for member in otherMembers { json.member(member) }
        }
    }

    /// The schema's text, as manifests carry it.
    package var json: String {
        var json = JSONWriter()
        write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Checks what holds of every schema: ids that are positive and its own, names that differ
    /// among siblings, identifiers that are columns.
    private func validate(at node: JSONNode) throws(CatalogError) {
        if let reason = violation { throw node.invalid(reason) }
    }
}

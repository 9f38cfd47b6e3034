package import LakeModel

extension NestedField {
    /// Reads a field.
    ///
    /// Source: Iceberg specification, "Appendix C: JSON serialization".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        self.init(
            id: try node.required("id").int32(),
            name: try node.required("name").text(),
            isRequired: try node.required("required").flag(),
            type: try IcebergType(node.required("type")),
            documentation: try node.optional("doc")?.text()
        )
        otherMembers = try node.others(than: ["id", "name", "required", "type", "doc"])
    }

    /// Writes the field.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("required", isRequired)
            json.name("type")
            type.write(to: &json)
            if let documentation { json.member("doc", documentation) }
            for member in otherMembers { json.member(member) }
        }
    }
}

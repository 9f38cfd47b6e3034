package import LakeModel

extension IcebergType {
    /// Reads a type: a name, or an object of `type` `struct`, `list` or `map`.
    ///
    /// Source: Iceberg specification, "Appendix C: JSON serialization".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        if let text = node.string {
            guard let primitive = PrimitiveType(text: text) else {
                throw node.invalid("no type is called '\(text)'")
            }
            self = .primitive(primitive)
            return
        }
        let kind = try node.required("type")
        switch try kind.text() {
        case "struct":
            self = .structure(
                try node.required("fields").elements { node throws(CatalogError) in
                    try NestedField(node)
                }
            )
        case "list":
            self = .list(
                elementID: try node.required("element-id").int32(),
                element: try IcebergType(node.required("element")),
                isElementRequired: try node.required("element-required").flag()
            )
        case "map":
            self = .map(
                keyID: try node.required("key-id").int32(),
                key: try IcebergType(node.required("key")),
                valueID: try node.required("value-id").int32(),
                value: try IcebergType(node.required("value")),
                isValueRequired: try node.required("value-required").flag()
            )
        default: throw kind.invalid("expected 'struct', 'list' or 'map'")
        }
    }

    /// Writes the type.
    package func write(to json: inout JSONWriter) {
        switch self {
        case .primitive(let type): json.string(type.text)
        case .structure(let fields):
            json.object { json in
                json.member("type", "struct")
                json.name("fields")
                json.array { json in
                    for field in fields { field.write(to: &json) }
                }
            }
        case .list(let elementID, let element, let isElementRequired):
            json.object { json in
                json.member("type", "list")
                json.member("element-id", elementID)
                json.name("element")
                element.write(to: &json)
                json.member("element-required", isElementRequired)
            }
        case .map(let keyID, let key, let valueID, let value, let isValueRequired):
            json.object { json in
                json.member("type", "map")
                json.member("key-id", keyID)
                json.name("key")
                key.write(to: &json)
                json.member("value-id", valueID)
                json.name("value")
                value.write(to: &json)
                json.member("value-required", isValueRequired)
            }
        }
    }
}

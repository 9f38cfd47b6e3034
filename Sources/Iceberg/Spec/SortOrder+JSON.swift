package import LakeModel

extension SortOrder {
    /// Reads an order; one without `order-id`, as requests may have, is order 1, or 0 without keys.
    ///
    /// Source: Iceberg specification, "Sorting" and "Appendix C: JSON serialization".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        let fields = try node.required("fields").elements { node throws(CatalogError) in
            try Field(node)
        }
        let id = try node.optional("order-id")?.int32() ?? (fields.isEmpty ? 0 : 1)
        guard id != 0 || fields.isEmpty else {
            throw node.invalid("order 0 is the one without keys")
        }
        self.init(orderID: id, fields: fields)
        otherMembers = try node.others(than: ["order-id", "fields"])
    }

    /// Writes the order.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("order-id", orderID)
            json.name("fields")
            json.array { json in
                for field in fields { field.write(to: &json) }
            }
            for member in otherMembers { json.member(member) }
        }
    }
}

extension SortOrder.Field {
    /// Reads a key.
    package init(_ node: JSONNode) throws(CatalogError) {
        self.init(
            sourceID: try node.sourceID(),
            transform: Transform(text: try node.required("transform").text()),
            isAscending: try node.required("direction").isFirst("asc", of: "desc"),
            hasNullsFirst: try node.required("null-order").isFirst("nulls-first", of: "nulls-last")
        )
        otherMembers = try node.others(
            than: ["source-id", "transform", "direction", "null-order"]
        )
    }

    /// Writes the key.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("transform", transform.text)
            if !otherMembers.hasSourceIDs { json.member("source-id", sourceID) }
            json.member("direction", isAscending ? "asc" : "desc")
            json.member("null-order", hasNullsFirst ? "nulls-first" : "nulls-last")
            for member in otherMembers { json.member(member) }
        }
    }
}

extension JSONNode {
    /// Whether the text is the first of two words, in whatever case.
    fileprivate func isFirst(_ first: String, of second: String) throws(CatalogError) -> Bool {
        let word = try text().lowercased()
        guard word == first || word == second else {
            throw invalid("expected '\(first)' or '\(second)'")
        }
        return word == first
    }
}

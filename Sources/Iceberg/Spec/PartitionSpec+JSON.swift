package import LakeModel

extension PartitionSpec {
    /// Reads a spec; one without `spec-id`, as requests may have, is spec 0.
    ///
    /// Source: Iceberg specification, "Partition Specs" and "Appendix C: JSON serialization".
    /// - Throws: ``CatalogError`` `.corrupt`, naming the member.
    package init(_ node: JSONNode) throws(CatalogError) {
        self.init(
            specID: try node.optional("spec-id")?.int32() ?? 0,
            fields: try Self.fields(node.required("fields"))
        )
        otherMembers = try node.others(than: ["spec-id", "fields"])
    }

    /// Reads the fields alone, as manifests and format version 1 carry them.
    package static func fields(_ node: JSONNode) throws(CatalogError) -> [Field] {
        let fields = try node.elements { node throws(CatalogError) in try Field(node) }
        var names: Set<String> = []
        var ids: Set<Int32> = []
        for field in fields {
            guard !field.name.isEmpty, names.insert(field.name).inserted else {
                throw node.invalid("the name '\(field.name)' is empty or stands twice")
            }
            guard field.fieldID == Field.unassigned || ids.insert(field.fieldID).inserted else {
                throw node.invalid("the field id \(field.fieldID) stands twice")
            }
        }
        return fields
    }

    /// Writes the spec.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("spec-id", specID)
            json.name("fields")
            writeFields(to: &json)
            for member in otherMembers { json.member(member) }
        }
    }

    /// Writes the fields alone.
    package func writeFields(to json: inout JSONWriter) {
        json.array { json in
            for field in fields { field.write(to: &json) }
        }
    }

    /// The fields' text, as manifests carry it.
    package var fieldsJSON: String {
        var json = JSONWriter()
        writeFields(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension PartitionSpec.Field {
    /// Reads a field.
    ///
    /// One without `field-id` is ``unassigned``; `source-ids`, which transforms of several columns
    /// have in format version 3, is kept, and the first of them taken.
    package init(_ node: JSONNode) throws(CatalogError) {
        self.init(
            sourceID: try node.sourceID(),
            fieldID: try node.optional("field-id")?.int32() ?? Self.unassigned,
            name: try node.required("name").text(),
            transform: Transform(text: try node.required("transform").text())
        )
        otherMembers = try node.others(than: ["source-id", "field-id", "name", "transform"])
    }

    /// Writes the field.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("transform", transform.text)
            if !otherMembers.hasSourceIDs { json.member("source-id", sourceID) }
            if fieldID != Self.unassigned { json.member("field-id", fieldID) }
            for member in otherMembers { json.member(member) }
        }
    }
}

extension JSONNode {
    /// The column that a partition or sort field is made of; of several, the first.
    func sourceID() throws(CatalogError) -> Int32 {
        if let single = try optional("source-id") { return try single.int32() }
        guard let several = try optional("source-ids") else {
            return try required("source-id").int32()
        }
        guard let first = try several.elements().first else {
            throw several.invalid("a field is made of one column at least")
        }
        return try first.int32()
    }
}

extension [JSONNode.Member] {
    /// Whether the columns are named by `source-ids`, so that `source-id` must not be.
    var hasSourceIDs: Bool {
        contains { $0.name == "source-ids" }
    }
}

/// A field of a manifest's records as its writer wrote it, known by its id.
struct ManifestField: Sendable {
    /// Its number; nil for one that is stepped over.
    let id: Int32?
    /// Its name, for messages.
    let name: String
    /// What its writer wrote.
    let schema: AvroSchema

    /// The fields of a record; ids are found in `names` where the writer left them out, as some do.
    static func fields(
        _ fields: [AvroSchema.Field],
        names: [String: Int32]
    ) -> [ManifestField] {
        fields.map {
            ManifestField(id: $0.id ?? names[$0.name], name: $0.name, schema: $0.schema)
        }
    }

    var missing: AvroError { AvroError("\(name) is null or missing") }

    func invalid(_ reason: String) -> AvroError { AvroError("\(name): \(reason)") }
}

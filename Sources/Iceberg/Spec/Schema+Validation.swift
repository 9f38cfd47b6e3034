extension Schema {
    /// The greatest id that a table may give a field; metadata columns have those behind it.
    ///
    /// Source: Iceberg specification, "Reserved Field IDs".
    public static let fieldIDMax = Int32.max - 200

    /// What is wrong with the schema, in words; nil where nothing is.
    ///
    /// Ids are positive and stand once, siblings have different names that are not empty, and
    /// identifiers are fields that every row has one value of, and not floating.
    /// Source: Iceberg specification, "Schemas" and "Identifier Field IDs".
    package var violation: String? {
        let places = places
        var ids: Set<Int32> = []
        for place in places {
            if !(1...Self.fieldIDMax).contains(place.field.id) {
                return
                    "the field '\(place.path)' has the id \(place.field.id); ids are positive, and"
                    + " those behind \(Self.fieldIDMax) are reserved"
            }
            if !ids.insert(place.field.id).inserted {
                return "the field id \(place.field.id) stands twice"
            }
            if place.field.name.isEmpty { return "the field \(place.field.id) has no name" }
            if case .structure(let fields) = place.field.type,
                let name = Self.repeatedName(fields)
            {
                return "the name '\(name)' stands twice in '\(place.path)'"
            }
        }
        if let name = Self.repeatedName(fields) { return "the column name '\(name)' stands twice" }
        for id in identifierFieldIDs {
            guard let place = places.first(where: { $0.field.id == id }), place.isIdentifier else {
                return "the identifier field \(id) is not a required field that can be compared"
            }
        }
        return nil
    }

    private static func repeatedName(_ fields: [NestedField]) -> String? {
        var names: Set<String> = []
        return fields.first { !names.insert($0.name).inserted }?.name
    }
}

extension Schema.Place {
    /// Whether the field may identify rows.
    fileprivate var isIdentifier: Bool {
        guard isSingular, isRequired, case .primitive(let type) = field.type else { return false }
        return type != .float && type != .double
    }
}

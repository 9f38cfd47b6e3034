extension Schema {
    /// A field, and where in the schema it is.
    public struct Place: Hashable, Sendable {
        /// The field; elements, keys and values have the names `element`, `key` and `value`.
        public let field: NestedField
        /// Its name with those of the fields around it, separated by dots.
        public let path: String
        /// Whether it is a column or a field of structs alone, so that a row has one value of it.
        public let isSingular: Bool
    }

    /// Every field, those inside other fields too; a field stands before what is in it.
    public var places: [Place] {
        var places: [Place] = []
        for field in fields { Self.collect(field, "", isSingular: true, into: &places) }
        return places
    }

    /// The field of this id, which may be inside another.
    public func place(of id: Int32) -> Place? {
        places.first { $0.field.id == id }
    }

    /// The field of this id, which may be inside another.
    public func field(_ id: Int32) -> NestedField? {
        fields.first { $0.id == id } ?? place(of: id)?.field
    }

    /// The column of this name.
    public func column(named name: String) -> NestedField? {
        fields.first { $0.name == name }
    }

    /// The greatest id in use, those of nested fields included; 0 without columns.
    public var highestFieldID: Int32 {
        places.map(\.field.id).max() ?? 0
    }

    /// Whether another schema has the same columns and identifiers, whatever its number.
    public func hasSameColumns(as other: Schema) -> Bool {
        fields == other.fields
            && Set(identifierFieldIDs) == Set(other.identifierFieldIDs)
    }

    private static func collect(
        _ field: NestedField,
        _ prefix: String,
        isSingular: Bool,
        into places: inout [Place]
    ) {
        let path = prefix.isEmpty ? field.name : "\(prefix).\(field.name)"
        places.append(Place(field: field, path: path, isSingular: isSingular))
        switch field.type {
        case .primitive: break
        case .structure(let fields):
            for field in fields { collect(field, path, isSingular: isSingular, into: &places) }
        case .list(let id, let element, let isRequired):
            let element = NestedField(
                id: id,
                name: "element",
                isRequired: isRequired,
                type: element
            )
            collect(element, path, isSingular: false, into: &places)
        case .map(let keyID, let key, let valueID, let value, let isValueRequired):
            let key = NestedField(id: keyID, name: "key", isRequired: true, type: key)
            collect(key, path, isSingular: false, into: &places)
            let value = NestedField(
                id: valueID,
                name: "value",
                isRequired: isValueRequired,
                type: value
            )
            collect(value, path, isSingular: false, into: &places)
        }
    }
}

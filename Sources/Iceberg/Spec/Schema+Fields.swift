extension Schema {
    /// A field, and where in the schema it is.
    public struct Place: Hashable, Sendable {
        /// The field; elements, keys and values have the names `element`, `key` and `value`.
        public let field: NestedField
        /// Its name with those of the fields around it, separated by dots.
        public let path: String
        /// Whether it is a column or a field of structs alone, so that a row has one value of it.
        public let isSingular: Bool
        /// Whether every row has a value of it: it is required, as all structs around it are.
        public let isRequired: Bool
        /// The field that it is in; nil for a column.
        public let ownerID: Int32?
    }

    /// Every field, those inside other fields too; a field stands before what is in it.
    public var places: [Place] {
        var places: [Place] = []
        for field in fields { Self.collect(Place(column: field), into: &places) }
        return places
    }

    /// The field of this id, which may be inside another.
    public func place(of id: Int32) -> Place? {
        if let column = fields.first(where: { $0.id == id }) { return Place(column: column) }
        return places.first { $0.field.id == id }
    }

    /// The field of this id, which may be inside another.
    public func field(_ id: Int32) -> NestedField? {
        place(of: id)?.field
    }

    /// The column of this name.
    public func column(named name: String) -> NestedField? {
        fields.first { $0.name == name }
    }

    /// The greatest id in use, those of nested fields included; 0 without columns.
    public var highestFieldID: Int32 {
        fields.reduce(0) { max($0, $1.id, $1.type.highestFieldID) }
    }

    /// Whether another schema has the same columns and identifiers, whatever its number.
    public func hasSameColumns(as other: Schema) -> Bool {
        fields == other.fields
            && Set(identifierFieldIDs) == Set(other.identifierFieldIDs)
    }

    private static func collect(_ place: Place, into places: inout [Place]) {
        places.append(place)
        switch place.field.type {
        case .primitive: break
        case .structure(let fields):
            for field in fields { collect(place.inside(field), into: &places) }
        case .list(let id, let element, let isRequired):
            let field = NestedField(id: id, name: "element", isRequired: isRequired, type: element)
            collect(place.repeated(field), into: &places)
        case .map(let keyID, let key, let valueID, let value, let isRequired):
            let keys = NestedField(id: keyID, name: "key", isRequired: true, type: key)
            collect(place.repeated(keys), into: &places)
            let values = NestedField(
                id: valueID,
                name: "value",
                isRequired: isRequired,
                type: value
            )
            collect(place.repeated(values), into: &places)
        }
    }
}

extension Schema.Place {
    /// A column.
    fileprivate init(column: NestedField) {
        self.init(
            field: column,
            path: column.name,
            isSingular: true,
            isRequired: column.isRequired,
            ownerID: nil
        )
    }

    /// A field of this struct.
    fileprivate func inside(_ field: NestedField) -> Self {
        .init(
            field: field,
            path: "\(path).\(field.name)",
            isSingular: isSingular,
            isRequired: isRequired && field.isRequired,
            ownerID: self.field.id
        )
    }

    /// The elements, keys or values of this field.
    fileprivate func repeated(_ field: NestedField) -> Self {
        .init(
            field: field,
            path: "\(path).\(field.name)",
            isSingular: false,
            isRequired: false,
            ownerID: self.field.id
        )
    }
}

extension IcebergType {
    /// The greatest id inside the type; 0 where there is none.
    fileprivate var highestFieldID: Int32 {
        switch self {
        case .primitive: 0
        case .structure(let fields):
            fields.reduce(0) { max($0, $1.id, $1.type.highestFieldID) }
        case .list(let id, let element, _): max(id, element.highestFieldID)
        case .map(let keyID, let key, let valueID, let value, _):
            max(keyID, key.highestFieldID, valueID, value.highestFieldID)
        }
    }
}

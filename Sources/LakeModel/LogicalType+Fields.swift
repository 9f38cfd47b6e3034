extension LogicalType {
    /// The fields directly inside: a structure's, a list's element, or none.
    public var innerFields: [Field] {
        switch self {
        case .structure(let fields): fields
        case .list(let element): [element]
        default: []
        }
    }
}

extension Field {
    /// The greatest number among its own and those of the fields inside.
    var lastID: FieldID {
        type.innerFields.map(\.lastID).reduce(id, max)
    }
}

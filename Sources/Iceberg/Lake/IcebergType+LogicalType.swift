package import LakeModel

extension IcebergType {
    /// What files hold of a logical type: a UUID and a JSON value are their text.
    package init(_ type: LogicalType) {
        switch type {
        case .boolean: self = .primitive(.boolean)
        case .int: self = .primitive(.int)
        case .long: self = .primitive(.long)
        case .double: self = .primitive(.double)
        case .decimal(let precision, let scale):
            self = .primitive(.decimal(precision: precision, scale: scale))
        case .date: self = .primitive(.date)
        case .timestamptz: self = .primitive(.timestamptz)
        case .string, .uuid, .json: self = .primitive(.string)
        case .binary: self = .primitive(.binary)
        case .structure(let fields): self = .structure(fields.map(NestedField.init))
        case .list(let element):
            self = .list(
                elementID: element.id.rawValue,
                element: IcebergType(element.type),
                isElementRequired: element.isRequired
            )
        }
    }
}

extension NestedField {
    /// The column that a field of a schema is in files.
    package init(_ field: Field) {
        self.init(
            id: field.id.rawValue,
            name: field.name,
            isRequired: field.isRequired,
            type: IcebergType(field.type),
            documentation: field.documentation
        )
    }
}

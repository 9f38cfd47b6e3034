import LakeModel

/// A leaf of a schema with the levels of a value that is there.
struct LeafField {
    let field: Field
    let definitionMax: Int
    let repetitionMax: Int

    static func all(_ schema: TableSchema) -> [LeafField] {
        schema.fields.flatMap { leaves($0, definition: 0, repetition: 0) }
    }

    private static func leaves(_ field: Field, definition: Int, repetition: Int) -> [LeafField] {
        let here = definition + (field.isRequired ? 0 : 1)
        switch field.type {
        case .structure(let fields):
            return fields.flatMap { leaves($0, definition: here, repetition: repetition) }
        case .list(let element):
            return leaves(element, definition: here + 1, repetition: repetition + 1)
        default:
            return [LeafField(field: field, definitionMax: here, repetitionMax: repetition)]
        }
    }
}

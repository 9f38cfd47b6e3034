/// A field as its file says it, before it has a number.
struct FieldDraft {
    /// What its values mean, once the fields inside have numbers too.
    indirect enum Kind {
        case leaf(LogicalType)
        case structure([FieldDraft])
        case list(FieldDraft)
    }

    let name: String
    let node: JSONNode
    var kind: Kind
    var isRequired = false
    var allowsNull = false
    var documentation: String?
    var reading = Field.Reading.plain
    var allowedValues: [String]?
    var pinnedID: FieldID?
    var isEvolved = false

    /// The type, where no fields are inside.
    var leaf: LogicalType? {
        guard case .leaf(let type) = kind else { return nil }
        return type
    }

    /// The field of this number; only where no fields are inside.
    func field(_ id: FieldID) -> Field {
        guard let leaf else { preconditionFailure("a field with fields inside needs more numbers") }
        return field(id, leaf)
    }

    /// The field of this number and type.
    func field(_ id: FieldID, _ type: LogicalType) -> Field {
        Field(
            id: id,
            name: name,
            type: type,
            isRequired: isRequired && !allowsNull,
            documentation: documentation,
            reading: reading,
            allowedValues: allowedValues,
            isEvolved: isEvolved
        )
    }
}

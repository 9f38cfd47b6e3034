/// Gives the fields of a table their numbers.
///
/// A pinned field has the number that its file says, a remembered one the number that the running
/// table gave it, and the others count on in the order of the file, each field before the fields
/// inside it. No number is given twice. Source: Iceberg specification, "Schemas": ids are unique
/// in a table, those of nested fields included.
struct FieldNumbering {
    private var taken: [FieldID: JSONNode] = [:]
    private var next: Int32

    /// The fields of `drafts`; those of `remembered` keep their numbers.
    static func number(
        _ drafts: [FieldDraft],
        remembering remembered: TableSchema?,
        _ parser: inout SchemaParser
    ) -> [Field] {
        let known = remembered?.ownFields ?? []
        var numbering = FieldNumbering(after: known)
        numbering.reserve(drafts, known, &parser)
        return numbering.fields(drafts, known, &parser)
    }

    private init(after known: [Field]) {
        let first = SystemColumns.firstOwnFieldID.rawValue
        next = known.map(\.lastID.rawValue).max().map { max($0 + 1, first) } ?? first
    }

    /// Takes the numbers that are pinned or remembered, before any is given.
    private mutating func reserve(
        _ drafts: [FieldDraft],
        _ known: [Field],
        _ parser: inout SchemaParser
    ) {
        for draft in drafts {
            let old = known.first { $0.name == draft.name }
            if let id = draft.pinnedID ?? old?.id,
                let other = taken.updateValue(draft.node, forKey: id)
            {
                parser.refuse(
                    draft.node["x-field-id"] ?? draft.node,
                    "id \(id) belongs to \(other.pointer); an id is given once"
                )
            }
            switch draft.kind {
            case .leaf: break
            case .structure(let inner): reserve(inner, old?.type.innerFields ?? [], &parser)
            case .list(let element): reserve([element], old?.type.innerFields ?? [], &parser)
            }
        }
    }

    private mutating func fields(
        _ drafts: [FieldDraft],
        _ known: [Field],
        _ parser: inout SchemaParser
    ) -> [Field] {
        drafts.map { draft in
            let old = known.first { $0.name == draft.name }
            let id = draft.pinnedID ?? old?.id ?? fresh(draft)
            let inner = old?.type.innerFields ?? []
            switch draft.kind {
            case .leaf(let type):
                return draft.field(id, type)
            case .structure(let drafts):
                return draft.field(id, .structure(fields(drafts, inner, &parser)))
            case .list(let element):
                return draft.field(id, .list(element: fields([element], inner, &parser)[0]))
            }
        }
    }

    private mutating func fresh(_ draft: FieldDraft) -> FieldID {
        while taken[FieldID(next)] != nil { next += 1 }
        let id = FieldID(next)
        taken[id] = draft.node
        return id
    }
}

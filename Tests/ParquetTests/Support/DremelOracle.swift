import LakeModel

/// Levels and values of one leaf, worked out value by value: what a file must hold.
///
/// Written after the definition and not after the writer: one recursion over the row's own tree.
/// Source: Dremel (VLDB 2010), section 4.1.
struct DremelOracle {
    /// A value with its levels; nil for a null or an empty list.
    struct Entry: Hashable {
        let repetition: Int
        let definition: Int
        let value: SampleValue?
    }

    /// Every leaf's entries, in the schema's order.
    static func shred(_ schema: TableSchema, _ rows: [[SampleValue]]) -> [[Entry]] {
        var oracle = DremelOracle()
        for row in rows {
            var leaf = 0
            for (field, value) in zip(schema.fields, row) {
                oracle.visit(field, value, repetition: 0, definition: 0, lists: 0, &leaf)
            }
        }
        if rows.isEmpty {
            oracle.leaves = []
        }
        return oracle.leaves
    }

    private var leaves: [[Entry]] = []

    private mutating func visit(
        _ field: Field,
        _ value: SampleValue,
        repetition: Int,
        definition: Int,
        lists: Int,
        _ leaf: inout Int
    ) {
        guard value != .null else {
            skip(field, repetition: repetition, definition: definition, &leaf)
            return
        }
        let here = definition + (field.isRequired ? 0 : 1)
        switch (field.type, value) {
        case (.structure(let fields), .structure(let members)):
            for (child, member) in zip(fields, members) {
                visit(
                    child,
                    member,
                    repetition: repetition,
                    definition: here,
                    lists: lists,
                    &leaf
                )
            }
        case (.list(let element), .list(let elements)):
            guard !elements.isEmpty else {
                skip(field, repetition: repetition, definition: here, &leaf)
                return
            }
            let first = leaf
            for (index, member) in elements.enumerated() {
                leaf = first
                visit(
                    element,
                    member,
                    repetition: index == 0 ? repetition : lists + 1,
                    definition: here + 1,
                    lists: lists + 1,
                    &leaf
                )
            }
        default:
            add(Entry(repetition: repetition, definition: here, value: value), &leaf)
        }
    }

    /// Every leaf below gets one entry without a value.
    private mutating func skip(
        _ field: Field,
        repetition: Int,
        definition: Int,
        _ leaf: inout Int
    ) {
        switch field.type {
        case .structure(let fields):
            for child in fields {
                skip(child, repetition: repetition, definition: definition, &leaf)
            }
        case .list(let element):
            skip(element, repetition: repetition, definition: definition, &leaf)
        default:
            add(Entry(repetition: repetition, definition: definition, value: nil), &leaf)
        }
    }

    private mutating func add(_ entry: Entry, _ leaf: inout Int) {
        while leaves.count <= leaf { leaves.append([]) }
        leaves[leaf].append(entry)
        leaf += 1
    }
}

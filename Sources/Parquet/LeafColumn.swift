import LakeModel

/// A leaf of the schema: what one column chunk of every row group holds.
struct LeafColumn: Sendable {
    /// A node on the way from the root to the leaf.
    struct Step: Sendable {
        /// Which child of the node before it is.
        let index: Int
        /// Whether it may be null, which takes a definition level.
        let isOptional: Bool
        /// Whether it is a list, which takes a repetition and a definition level.
        let isList: Bool
    }

    /// The table's field.
    let field: Field
    /// The names from the root, left out, to the leaf, a list's `list` included.
    let path: [String]
    /// The way to it through a batch's columns.
    let steps: [Step]
    /// How its values lie.
    let layout: PhysicalLayout
    /// The definition level of a value that is there.
    let definitionLevelMax: Int
    /// The number of lists on the way.
    let repetitionLevelMax: Int

    /// Whether bounds and dictionary entries are text, cut between characters only.
    var isText: Bool {
        switch field.type {
        case .string, .uuid, .json: true
        default: false
        }
    }
}

import LakeModel

/// One builder's place in the tree of a table's columns.
struct ColumnShape: Sendable {
    /// What the column is.
    let field: Field
    /// How its values lie in memory.
    let layout: ColumnLayout
    /// The builders of a structure's fields, or the one of a list's element.
    var children: [Int] = []

    init(_ field: Field) {
        self.field = field
        layout = ColumnLayout(field.type)
    }
}

/// How a ``ColumnBuilder`` lays values out, after ``Column/Storage``.
enum ColumnLayout: UInt8, Sendable {
    case bytes1
    case int32
    case int64
    case int128
    case double
    case bytes
    case structure
    case list

    init(_ type: LogicalType) {
        self =
            switch type {
            case .boolean: .bytes1
            case .int, .date: .int32
            case .long, .timestamptz: .int64
            // 18 digits are all that 64 bits hold whatever the digits are.
            case .decimal(let precision, _): precision <= 18 ? .int64 : .int128
            case .double: .double
            case .string, .uuid, .json, .binary: .bytes
            case .structure: .structure
            case .list: .list
            }
    }

    /// Bytes of one slot in the builder's first buffer; offsets count as 4, a structure has none.
    var width: Int {
        switch self {
        case .bytes1: 1
        case .int32, .bytes, .list: 4
        case .int64, .double: 8
        case .int128: 16
        case .structure: 0
        }
    }

    /// Whether the first buffer holds offsets, one more than there are slots.
    var hasOffsets: Bool { self == .bytes || self == .list }
}

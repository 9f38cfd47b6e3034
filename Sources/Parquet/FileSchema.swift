import LakeModel

/// The schema tree of a file, from a table's.
///
/// Nodes carry the fields' ids. Lists have three levels: the list, a repeated group `list`, and
/// `element`. Text of JSON and of UUIDs is plain text: readers refuse or rename the rest.
/// Source: Iceberg specification, appendix A, "Parquet"; Parquet `LogicalTypes.md`.
struct FileSchema: Sendable {
    /// Groups inside groups that a schema may have; what readers' recursion stands.
    static let depthMax = 64

    /// The nodes, depth first, the root first.
    private(set) var elements: [SchemaElement]
    /// The leaves in their order.
    private(set) var leaves: [LeafColumn] = []

    /// Creates the tree of a table's fields.
    ///
    /// - Throws: ``ParquetError`` `schema` for a structure without fields, a decimal of no digits
    ///   or more than 38, or a schema that nests too deep.
    init(_ schema: TableSchema) throws(ParquetError) {
        elements = [SchemaElement(name: "table", childCount: Int32(schema.fields.count))]
        for (index, field) in schema.fields.enumerated() {
            try append(field, below: Parent(), index: index)
        }
    }

    /// What a node inherits from those above it.
    private struct Parent {
        var path: [String] = []
        var steps: [LeafColumn.Step] = []
        var definitionLevel = 0
        var repetitionLevel = 0
    }

    private mutating func append(
        _ field: Field,
        below parent: Parent,
        index: Int
    ) throws(ParquetError) {
        var here = parent
        here.path.append(field.name)
        if !field.isRequired { here.definitionLevel += 1 }
        var isList = false
        if case .list = field.type { isList = true }
        here.steps.append(.init(index: index, isOptional: !field.isRequired, isList: isList))
        guard here.steps.count <= Self.depthMax else {
            throw ParquetError(.schema, "the schema nests deeper than \(Self.depthMax)")
        }
        switch field.type {
        case .structure(let fields):
            guard !fields.isEmpty else {
                throw ParquetError(.schema, "\(field.name) is a structure without fields")
            }
            elements.append(element(field, childCount: fields.count))
            for (index, child) in fields.enumerated() {
                try append(child, below: here, index: index)
            }
        case .list(let child):
            var list = element(field, childCount: 1)
            list.convertedType = .list
            list.logicalType = .list
            elements.append(list)
            elements.append(SchemaElement(repetition: .repeated, name: "list", childCount: 1))
            here.path.append("list")
            here.definitionLevel += 1
            here.repetitionLevel += 1
            try append(child.named("element"), below: here, index: 0)
        default:
            let (element, layout) = try leaf(field)
            elements.append(element)
            leaves.append(
                LeafColumn(
                    field: field,
                    path: here.path,
                    steps: here.steps,
                    layout: layout,
                    definitionLevelMax: here.definitionLevel,
                    repetitionLevelMax: here.repetitionLevel
                )
            )
        }
    }

    private func element(_ field: Field, childCount: Int? = nil) -> SchemaElement {
        SchemaElement(
            repetition: field.isRequired ? .required : .optional,
            name: field.name,
            childCount: childCount.map(Int32.init),
            fieldID: field.id.rawValue
        )
    }

    private func leaf(_ field: Field) throws(ParquetError) -> (SchemaElement, PhysicalLayout) {
        var node = element(field)
        let layout: PhysicalLayout
        switch field.type {
        case .boolean:
            layout = .boolean
        case .int:
            layout = .int32
            node.convertedType = .int32
            node.logicalType = .integer(bitWidth: 32, isSigned: true)
        case .long:
            layout = .int64
        case .double:
            layout = .double
        case .date:
            layout = .int32
            (node.convertedType, node.logicalType) = (.date, .date)
        case .timestamptz:
            layout = .int64
            node.convertedType = .timestampMicros
            node.logicalType = .timestamp(isAdjustedToUTC: true, unit: .micros)
        case .string, .uuid, .json:
            layout = .bytes
            (node.convertedType, node.logicalType) = (.utf8, .string)
        case .binary:
            layout = .bytes
        case .decimal(let precision, let scale):
            layout = try decimal(field, precision: precision, scale: scale, &node)
        case .structure, .list:
            preconditionFailure("groups are not leaves")
        }
        node.type = layout.physicalType
        return (node, layout)
    }

    private func decimal(
        _ field: Field,
        precision: Int,
        scale: Int,
        _ node: inout SchemaElement
    ) throws(ParquetError) -> PhysicalLayout {
        guard (1...38).contains(precision), (0...precision).contains(scale) else {
            throw ParquetError(.schema, "\(field.name) is decimal(\(precision), \(scale))")
        }
        (node.precision, node.scale) = (Int32(precision), Int32(scale))
        node.convertedType = .decimal
        node.logicalType = .decimal(scale: Int32(scale), precision: Int32(precision))
        if precision <= 9 { return .int32 }
        if precision <= 18 { return .int64 }
        let length = PhysicalLayout.decimalLength(precision: precision)
        node.typeLength = Int32(length)
        return .decimal(length: length)
    }
}

extension Field {
    /// The field under the name that the format gives it.
    fileprivate func named(_ name: String) -> Field {
        Field(
            id: id,
            name: name,
            type: type,
            isRequired: isRequired,
            documentation: documentation,
            reading: reading,
            allowedValues: allowedValues
        )
    }
}

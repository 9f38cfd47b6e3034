/// A node of the schema tree, which is listed depth first, the root first.
///
/// Source: `parquet.thrift`, `SchemaElement`.
public struct SchemaElement: Hashable, Sendable {
    /// How values are laid out; nil for a group.
    public var type: PhysicalType?
    /// Bytes of a FIXED_LEN_BYTE_ARRAY value.
    public var typeLength: Int32?
    /// How often the node stands in its parent; nil for the root.
    public var repetition: Repetition?
    /// What the node is called.
    public var name: String
    /// The number of nodes right below a group.
    public var childCount: Int32?
    /// What values mean, for older readers.
    public var convertedType: ConvertedType?
    /// Digits behind the point of a decimal.
    public var scale: Int32?
    /// Digits of a decimal.
    public var precision: Int32?
    /// The id of the table's field.
    public var fieldID: Int32?
    /// What values mean.
    public var logicalType: LogicalTypeAnnotation?

    /// Creates the structure.
    public init(
        type: PhysicalType? = nil,
        typeLength: Int32? = nil,
        repetition: Repetition? = nil,
        name: String,
        childCount: Int32? = nil,
        convertedType: ConvertedType? = nil,
        scale: Int32? = nil,
        precision: Int32? = nil,
        fieldID: Int32? = nil,
        logicalType: LogicalTypeAnnotation? = nil
    ) {
        self.type = type
        self.typeLength = typeLength
        self.repetition = repetition
        self.name = name
        self.childCount = childCount
        self.convertedType = convertedType
        self.scale = scale
        self.precision = precision
        self.fieldID = fieldID
        self.logicalType = logicalType
    }
}

extension SchemaElement: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var type: PhysicalType?
        var typeLength: Int32?
        var repetition: Repetition?
        var name: String?
        var childCount: Int32?
        var convertedType: ConvertedType?
        var scale: Int32?
        var precision: Int32?
        var fieldID: Int32?
        var logicalType: LogicalTypeAnnotation?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: type = try reader.int32(header).map(PhysicalType.init)
            case 2: typeLength = try reader.int32(header)
            case 3: repetition = try reader.int32(header).map(Repetition.init)
            case 4: name = try reader.string(header)
            case 5: childCount = try reader.int32(header)
            case 6: convertedType = try reader.int32(header).map(ConvertedType.init)
            case 7: scale = try reader.int32(header)
            case 8: precision = try reader.int32(header)
            case 9: fieldID = try reader.int32(header)
            case 10: logicalType = try reader.structure(header)
            default: return false
            }
            return true
        }
        guard let name else { throw .missing("SchemaElement.name") }
        self.init(
            type: type,
            typeLength: typeLength,
            repetition: repetition,
            name: name,
            childCount: childCount,
            convertedType: convertedType,
            scale: scale,
            precision: precision,
            fieldID: fieldID,
            logicalType: logicalType
        )
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, type?.rawValue)
        writer.field(2, typeLength)
        writer.field(3, repetition?.rawValue)
        writer.field(4, name)
        writer.field(5, childCount)
        writer.field(6, convertedType?.rawValue)
        writer.field(7, scale)
        writer.field(8, precision)
        writer.field(9, fieldID)
        writer.field(10, logicalType)
    }
}

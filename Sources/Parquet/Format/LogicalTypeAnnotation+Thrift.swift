extension LogicalTypeAnnotation: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var value: LogicalTypeAnnotation?
        try reader.readStructure { reader, header throws(ParquetError) in
            guard header.type == .structure else { return false }
            switch header.id {
            case 5: value = try Self.decimal(from: &reader)
            case 7:
                let (isUTC, unit) = try Self.time(from: &reader)
                value = .time(isAdjustedToUTC: isUTC, unit: unit)
            case 8:
                let (isUTC, unit) = try Self.time(from: &reader)
                value = .timestamp(isAdjustedToUTC: isUTC, unit: unit)
            case 10: value = try Self.integer(from: &reader)
            default:
                value = Self.plain[header.id] ?? .other(header.id)
                return false
            }
            return true
        }
        guard let value else { throw .missing("LogicalType's member") }
        self = value
    }

    package func writeFields(to writer: inout CompactWriter) {
        switch self {
        case .decimal(let scale, let precision):
            writer.structure(5) { writer in
                writer.field(1, scale)
                writer.field(2, precision)
            }
        case .time(let isUTC, let unit):
            writer.structure(7) { Self.write(isUTC, unit, to: &$0) }
        case .timestamp(let isUTC, let unit):
            writer.structure(8) { Self.write(isUTC, unit, to: &$0) }
        case .integer(let bitWidth, let isSigned):
            writer.structure(10) { writer in
                writer.field(1, byte: bitWidth)
                writer.field(2, isSigned)
            }
        case .other(let member):
            writer.structure(member) { _ in }
        default:
            for (member, value) in Self.plain where value == self {
                writer.structure(member) { _ in }
            }
        }
    }

    /// The union's members that are empty structures.
    private static let plain: [Int16: LogicalTypeAnnotation] = [
        1: .string, 2: .map, 3: .list, 4: .enumeration, 6: .date, 11: .unknown, 12: .json,
        13: .bson, 14: .uuid, 15: .float16,
    ]

    private static func write(_ isUTC: Bool, _ unit: TimeUnit, to writer: inout CompactWriter) {
        writer.field(1, isUTC)
        writer.structure(2) { $0.structure(unit.rawValue) { _ in } }
    }

    private static func decimal(
        from reader: inout CompactReader
    ) throws(ParquetError) -> LogicalTypeAnnotation {
        var scale: Int32?
        var precision: Int32?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: scale = try reader.int32(header)
            case 2: precision = try reader.int32(header)
            default: return false
            }
            return true
        }
        guard let scale, let precision else { throw .missing("DecimalType's scale or precision") }
        return .decimal(scale: scale, precision: precision)
    }

    private static func integer(
        from reader: inout CompactReader
    ) throws(ParquetError) -> LogicalTypeAnnotation {
        var bitWidth: Int8?
        var isSigned: Bool?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: bitWidth = try reader.int8(header)
            case 2: isSigned = try reader.bool(header)
            default: return false
            }
            return true
        }
        guard let bitWidth, let isSigned else { throw .missing("IntType's width or sign") }
        return .integer(bitWidth: bitWidth, isSigned: isSigned)
    }

    private static func time(
        from reader: inout CompactReader
    ) throws(ParquetError) -> (isAdjustedToUTC: Bool, TimeUnit) {
        var isUTC: Bool?
        var unit: TimeUnit?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: isUTC = try reader.bool(header)
            case 2:
                guard header.type == .structure else { return false }
                try reader.readStructure { _, member throws(ParquetError) in
                    unit = TimeUnit(rawValue: member.id)
                    return false
                }
            default: return false
            }
            return true
        }
        guard let isUTC, let unit else { throw .missing("a time's unit or zone") }
        return (isUTC, unit)
    }
}

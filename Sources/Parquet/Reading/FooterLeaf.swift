/// A leaf of a file's schema, and how its statistics are to be read.
struct FooterLeaf {
    /// What the footer says of it.
    let element: SchemaElement
    /// Whether a node on the way to it, or itself, is repeated.
    let isInList: Bool
    /// Whether its bounds are in the order that they are compared in here.
    private let isOrdered: Bool

    /// The leaves of a checked footer, in the order of its column chunks.
    ///
    /// - Throws: ``ParquetError`` `malformed` when the schema is no tree.
    static func leaves(of footer: FileMetaData) throws(ParquetError) -> [FooterLeaf] {
        var leaves: [FooterLeaf] = []
        append(
            try SchemaNode.tree(footer.schema),
            isInList: false,
            footer.columnOrders,
            to: &leaves
        )
        return leaves
    }

    private static func append(
        _ node: SchemaNode,
        isInList: Bool,
        _ orders: [ColumnOrder]?,
        to leaves: inout [FooterLeaf]
    ) {
        let isInList = isInList || node.element.repetition == .repeated
        guard node.isLeaf else {
            for child in node.children { append(child, isInList: isInList, orders, to: &leaves) }
            return
        }
        // Without an order `min_value` and `max_value` mean nothing.
        let isOrdered = orders?[leaves.count] == .typeDefined
        leaves.append(
            FooterLeaf(element: node.element, isInList: isInList, isOrdered: isOrdered)
        )
    }

    /// Whether its values may be NaN.
    var isFloatingPoint: Bool { element.type == .double || element.type == .float }

    /// A chunk's bounds; nil when it has none, or none that this package can compare.
    func bounds(_ statistics: Statistics?) -> PageBounds? {
        guard isOrdered, isComparable, let statistics,
            let lower = statistics.minValue.flatMap(value),
            let upper = statistics.maxValue.flatMap(value),
            !upper.isLess(than: lower)
        else { return nil }
        return PageBounds(lower: lower, upper: upper)
    }

    /// Whether the order of the leaf's values is that of their ``BoundValue``s, in the units that
    /// tables have: it is not for unsigned integers, nor for times in milliseconds.
    private var isComparable: Bool {
        switch element.logicalType {
        case .integer(_, let isSigned): return isSigned
        case .timestamp(_, let unit), .time(_, let unit): return unit == .micros
        case .float16, .bson, .other: return false
        default: break
        }
        switch element.convertedType {
        case .uint8?, .uint16?, .uint32?, .uint64?, .timeMillis?, .timestampMillis?, .interval?:
            return element.logicalType != nil
        default: return true
        }
    }

    /// A bound from its PLAIN bytes; nil when they are none of the leaf's type.
    private func value(_ bytes: [UInt8]) -> BoundValue? {
        let isDecimal = element.convertedType == .decimal || isDecimalAnnotated
        switch element.type {
        case .boolean?:
            return bytes.count == 1 ? .boolean(bytes[0] != 0) : nil
        case .int32?:
            let value = littleEndian(bytes, as: UInt32.self).map(Int32.init(bitPattern:))
            return value.map { isDecimal ? .decimal(Int128($0)) : .int($0) }
        case .int64?:
            let value = littleEndian(bytes, as: UInt64.self).map(Int64.init(bitPattern:))
            return value.map { isDecimal ? .decimal(Int128($0)) : .long($0) }
        case .double?:
            let value = littleEndian(bytes, as: UInt64.self).map(Double.init(bitPattern:))
            return value.flatMap { $0.isNaN ? nil : .double($0) }
        case .byteArray?, .fixedLengthByteArray?:
            return isDecimal ? decimal(bytes) : .bytes(bytes)
        default:
            return nil
        }
    }

    private var isDecimalAnnotated: Bool {
        if case .decimal? = element.logicalType { return true }
        return false
    }

    private func decimal(_ bytes: [UInt8]) -> BoundValue? {
        guard let first = bytes.first, bytes.count <= 16 else { return nil }
        let sign: Int128 = first >= 0x80 ? -1 : 0
        return .decimal(bytes.reduce(sign) { $0 << 8 | Int128($1) })
    }

    private func littleEndian<Value: FixedWidthInteger>(
        _ bytes: [UInt8],
        as type: Value.Type
    ) -> Value? {
        guard bytes.count == Value.bitWidth / 8 else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | Value($1) }
    }
}

/// By which order a leaf's bounds are meant.
///
/// This library writes ``typeDefined`` for every leaf. `IEEE_754_TOTAL_ORDER` would be the better
/// one for doubles, but readers released before it ignore all bounds of such a column.
/// Source: `parquet.thrift`, `ColumnOrder`.
public enum ColumnOrder: Hashable, Sendable {
    /// The order of the leaf's type: signed for numbers, byte by byte for text.
    case typeDefined
    /// IEEE 754's total order, for floating point.
    case ieee754TotalOrder
    /// Another order, by its number in the union.
    case other(Int16)
}

extension ColumnOrder: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var member: Int16?
        try reader.readStructure { _, header throws(ParquetError) in
            member = header.id
            return false
        }
        switch member {
        case 1: self = .typeDefined
        case 2: self = .ieee754TotalOrder
        case let other?: self = .other(other)
        case nil: throw .missing("ColumnOrder's member")
        }
    }

    package func writeFields(to writer: inout CompactWriter) {
        switch self {
        case .typeDefined: writer.structure(1) { _ in }
        case .ieee754TotalOrder: writer.structure(2) { _ in }
        case .other(let member): writer.structure(member) { _ in }
        }
    }
}

/// A text of the writer's own, by name.
///
/// Source: `parquet.thrift`, `KeyValue`.
public struct KeyValue: Hashable, Sendable {
    /// The name.
    public var key: String
    /// The text.
    public var value: String?

    /// Creates the structure.
    public init(
        key: String,
        value: String? = nil
    ) {
        self.key = key
        self.value = value
    }
}

extension KeyValue: ThriftStruct {
    package init(from reader: inout CompactReader) throws(ParquetError) {
        var key: String?
        var value: String?
        try reader.readStructure { reader, header throws(ParquetError) in
            switch header.id {
            case 1: key = try reader.string(header)
            case 2: value = try reader.string(header)
            default: return false
            }
            return true
        }
        guard let key else { throw .missing("KeyValue.key") }
        self.init(key: key, value: value)
    }

    package func writeFields(to writer: inout CompactWriter) {
        writer.field(1, key)
        writer.field(2, value)
    }
}

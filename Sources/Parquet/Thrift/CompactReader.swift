import ByteCoding

/// Reads structures of the Thrift compact protocol from bytes that may be hostile.
///
/// Nothing is allocated for a count that the remaining bytes cannot hold, nothing recurses deeper
/// than ``depthMax``, and whatever does not fit is ``ParquetError`` `malformed`. The protocol's
/// table stands at ``CompactWriter``.
package struct CompactReader: Sendable {
    /// A field's header: which field, and how its value is encoded.
    package struct FieldHeader: Sendable {
        /// The field's id in `parquet.thrift`.
        package let id: Int16
        /// How its value is encoded; a boolean's value is the type itself.
        package let type: CompactType
    }

    /// Structures inside structures: `parquet.thrift` needs seven, hostile bytes would take all.
    package static let depthMax = 32

    private var input: ByteReader
    private var depth = 0

    /// The number of bytes read so far.
    package var offset: Int { input.offset }

    /// Creates a reader of `bytes`.
    package init(_ bytes: ArraySlice<UInt8>) {
        input = ByteReader(bytes)
    }

    /// Reads a whole structure: `body` is called with every field's header, and reads the value
    /// or says false to have it skipped.
    package mutating func readStructure(
        _ body: (inout CompactReader, FieldHeader) throws(ParquetError) -> Bool
    ) throws(ParquetError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw .thrift("structures nest too deep") }
        var lastID: Int16 = 0
        while true {
            let first = try byte()
            if first == 0 { return }
            guard let type = CompactType(rawValue: first & 0x0F) else {
                throw .thrift("field of unknown type \(first & 0x0F)")
            }
            let delta = Int16(first >> 4)
            let id = delta == 0 ? try int16() : lastID &+ delta
            lastID = id
            if try !body(&self, FieldHeader(id: id, type: type)) { try skip(type) }
        }
    }

    /// Reads a boolean field, whose value its header carries.
    ///
    /// As all that follow do, it skips a value of another type and returns nil: the field is then
    /// as good as absent, which is how generated readers take it.
    package mutating func bool(_ header: FieldHeader) throws(ParquetError) -> Bool? {
        switch header.type {
        case .booleanTrue: return true
        case .booleanFalse: return false
        default:
            try skip(header.type)
            return nil
        }
    }

    /// Reads an `i8` field.
    package mutating func int8(_ header: FieldHeader) throws(ParquetError) -> Int8? {
        guard try isType(header, .int8) else { return nil }
        return Int8(bitPattern: try byte())
    }

    /// Reads an `i16` field.
    package mutating func int16(_ header: FieldHeader) throws(ParquetError) -> Int16? {
        guard try isType(header, .int16) else { return nil }
        return try int16()
    }

    /// Reads an `i32` field.
    package mutating func int32(_ header: FieldHeader) throws(ParquetError) -> Int32? {
        guard try isType(header, .int32) else { return nil }
        return try int32()
    }

    /// Reads an `i64` field.
    package mutating func int64(_ header: FieldHeader) throws(ParquetError) -> Int64? {
        guard try isType(header, .int64) else { return nil }
        return try zigzag()
    }

    /// Reads a `binary` field.
    package mutating func bytes(_ header: FieldHeader) throws(ParquetError) -> [UInt8]? {
        guard try isType(header, .binary) else { return nil }
        return try bytes()
    }

    /// Reads a `string` field; what is not UTF-8 is replaced by U+FFFD.
    package mutating func string(_ header: FieldHeader) throws(ParquetError) -> String? {
        try bytes(header).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a structure field.
    package mutating func structure<Value: ThriftStruct>(
        _ header: FieldHeader,
        _ type: Value.Type = Value.self
    ) throws(ParquetError) -> Value? {
        guard try isType(header, .structure) else { return nil }
        return try Value(from: &self)
    }

    /// Reads a list of structures.
    package mutating func list<Value: ThriftStruct>(
        _ header: FieldHeader,
        _ type: Value.Type = Value.self
    ) throws(ParquetError) -> [Value]? {
        try list(header, [.structure]) { reader throws(ParquetError) in try Value(from: &reader) }
    }

    /// Reads a list of `i32`.
    package mutating func int32s(_ header: FieldHeader) throws(ParquetError) -> [Int32]? {
        try list(header, [.int32]) { reader throws(ParquetError) in try reader.int32() }
    }

    /// Reads a list of `i64`.
    package mutating func int64s(_ header: FieldHeader) throws(ParquetError) -> [Int64]? {
        try list(header, [.int64]) { reader throws(ParquetError) in try reader.zigzag() }
    }

    /// Reads a list of `binary`.
    package mutating func byteArrays(_ header: FieldHeader) throws(ParquetError) -> [[UInt8]]? {
        try list(header, [.binary]) { reader throws(ParquetError) in try reader.bytes() }
    }

    /// Reads a list of `string`.
    package mutating func strings(_ header: FieldHeader) throws(ParquetError) -> [String]? {
        try byteArrays(header)?.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a list of booleans, whose element type writers give as 1 or as 2.
    package mutating func bools(_ header: FieldHeader) throws(ParquetError) -> [Bool]? {
        try list(header, [.booleanTrue, .booleanFalse]) { reader throws(ParquetError) in
            try reader.byte() == CompactType.booleanTrue.rawValue
        }
    }

    private mutating func list<Value>(
        _ header: FieldHeader,
        _ types: Set<CompactType>,
        _ element: (inout CompactReader) throws(ParquetError) -> Value
    ) throws(ParquetError) -> [Value]? {
        guard try isType(header, .list) else { return nil }
        let (type, count) = try listHeader()
        guard count == 0 || types.contains(type) else {
            throw .thrift("list \(header.id) has elements of type \(type)")
        }
        var values: [Value] = []
        values.reserveCapacity(min(count, 1024))
        for _ in 0..<count { values.append(try element(&self)) }
        return values
    }

    private mutating func listHeader() throws(ParquetError) -> (CompactType, count: Int) {
        let first = try byte()
        let count = first >> 4 == 15 ? try length() : Int(first >> 4)
        // An empty list of an unset element type is written by some.
        guard let type = CompactType(rawValue: first & 0x0F) ?? (count == 0 ? .binary : nil) else {
            throw .thrift("list of unknown type \(first & 0x0F)")
        }
        guard count <= input.remaining else {
            throw .thrift("list of \(count) elements in \(input.remaining) bytes")
        }
        return (type, count)
    }

    private mutating func skip(_ type: CompactType) throws(ParquetError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw .thrift("values nest too deep") }
        switch type {
        case .booleanTrue, .booleanFalse: break
        case .int8: _ = try byte()
        case .int16, .int32, .int64: _ = try zigzag()
        case .double: try skip(count: 8)
        case .uuid: try skip(count: 16)
        case .binary: try skip(count: try length())
        case .structure: try readStructure { _, _ in false }
        case .list, .set:
            let (element, count) = try listHeader()
            for _ in 0..<count { try skipElement(element) }
        case .map:
            let count = try length()
            guard count > 0 else { return }
            guard count <= input.remaining else { throw .thrift("map of \(count) entries") }
            let types = try byte()
            guard let key = CompactType(rawValue: types >> 4),
                let value = CompactType(rawValue: types & 0x0F)
            else { throw .thrift("map of unknown types") }
            for _ in 0..<count {
                try skipElement(key)
                try skipElement(value)
            }
        }
    }

    /// In a collection a boolean takes a byte; in a field it takes none.
    private mutating func skipElement(_ type: CompactType) throws(ParquetError) {
        switch type {
        case .booleanTrue, .booleanFalse: _ = try byte()
        default: try skip(type)
        }
    }

    private mutating func isType(
        _ header: FieldHeader,
        _ type: CompactType
    ) throws(ParquetError) -> Bool {
        if header.type == type { return true }
        try skip(header.type)
        return false
    }

    private mutating func int16() throws(ParquetError) -> Int16 {
        guard let value = Int16(exactly: try zigzag()) else { throw .thrift("i16 out of range") }
        return value
    }

    private mutating func int32() throws(ParquetError) -> Int32 {
        guard let value = Int32(exactly: try zigzag()) else { throw .thrift("i32 out of range") }
        return value
    }

    private mutating func bytes() throws(ParquetError) -> [UInt8] {
        let count = try length()
        do { return Array(try input.read(count: count)) } catch { throw .thrift("\(error)") }
    }

    private mutating func length() throws(ParquetError) -> Int {
        let raw: UInt64
        do { raw = try input.readVarint() } catch { throw .thrift("\(error)") }
        guard let length = Int32(exactly: raw) else { throw .thrift("length \(raw)") }
        return Int(length)
    }

    private mutating func skip(count: Int) throws(ParquetError) {
        do { _ = try input.read(count: count) } catch { throw .thrift("\(error)") }
    }

    private mutating func byte() throws(ParquetError) -> UInt8 {
        do { return try input.readByte() } catch { throw .thrift("\(error)") }
    }

    private mutating func zigzag() throws(ParquetError) -> Int64 {
        do { return try input.readZigzag() } catch { throw .thrift("\(error)") }
    }
}

extension ParquetError {
    /// Bytes that are no structure of the compact protocol.
    fileprivate static func thrift(_ message: String) -> ParquetError {
        ParquetError(.malformed, "thrift: \(message)")
    }

    /// A structure without a field that `parquet.thrift` requires.
    static func missing(_ field: String) -> ParquetError {
        ParquetError(.malformed, "thrift: \(field) is missing")
    }
}

/// What all of a manifest's records are made of.
extension AvroReader {
    /// More rows, bytes or numbers of commits than any table has: what is greater was not written by
    /// anybody, and sums of it could overflow.
    private static let countMax: Int64 = 1 << 50

    /// Reads a whole number that must be there.
    mutating func required(_ field: ManifestField) throws(AvroError) -> Int64 {
        guard let value = try integer(field.schema) else { throw field.missing }
        return value
    }

    /// Reads a whole number of 32 bits; nil where it is null.
    mutating func int32(_ field: ManifestField) throws(AvroError) -> Int32? {
        guard let wide = try integer(field.schema) else { return nil }
        guard let value = Int32(exactly: wide) else { throw field.invalid("\(wide) is no int") }
        return value
    }

    /// Reads a number of rows, bytes or commits; nil where it is null.
    mutating func count(_ field: ManifestField) throws(AvroError) -> Int64? {
        guard let value = try integer(field.schema) else { return nil }
        guard (0...Self.countMax).contains(value) else { throw field.invalid("\(value)") }
        return value
    }

    /// Reads a string that must be there.
    mutating func text(_ field: ManifestField) throws(AvroError) -> String {
        guard let value = try string(field.schema) else { throw field.missing }
        return value
    }

    /// Reads a map of `int` keys: an array of records of a key and a value.
    mutating func map<Value>(
        _ field: ManifestField,
        _ value: (inout AvroReader, AvroSchema) throws(AvroError) -> Value?
    ) throws(AvroError) -> [Int32: Value] {
        var map: [Int32: Value] = [:]
        guard case .array(let items)? = try branch(field.schema) else { return map }
        guard case .record(let members) = items, members.count == 2,
            members[0].name == "key", members[1].name == "value"
        else { throw field.invalid("not a map of ids") }
        while let count = try blockCount() {
            map.reserveCapacity(map.count + count)
            for _ in 0..<count {
                guard let key = try integer(members[0].schema), let id = Int32(exactly: key) else {
                    throw field.invalid("a key that is no id")
                }
                map[id] = try value(&self, members[1].schema)
            }
        }
        return map
    }

    /// Reads a list of whole numbers; nil where it is null.
    mutating func integers<Integer: FixedWidthInteger>(
        _ field: ManifestField
    ) throws(AvroError) -> [Integer]? {
        var values: [Integer] = []
        let isThere = try array(field.schema) { (reader, schema) throws(AvroError) in
            guard let wide = try reader.integer(schema), let value = Integer(exactly: wide) else {
                throw field.invalid("an element that does not fit")
            }
            values.append(value)
        }
        return isThere ? values : nil
    }

    /// Reads a partition value of a type, by whichever Avro type its writer chose for it.
    mutating func literal(
        _ schema: AvroSchema,
        _ type: PrimitiveType
    ) throws(AvroError) -> Literal? {
        guard let schema = try branch(schema) else { return nil }
        switch schema {
        case .boolean: return try boolean(schema).map(Literal.boolean)
        case .int, .long:
            guard let value = try integer(schema) else { return nil }
            return try Self.literal(value, type)
        case .float, .double:
            guard let value = try double(schema) else { return nil }
            return try Self.literal(value, type)
        case .bytes, .string, .fixed:
            guard let bytes = try bytes(schema) else { return nil }
            // Fixed decimals are padded, which the serialization of bounds is not.
            guard let literal = try? Literal(bytes: bytes, type: type) else {
                throw AvroError("\(bytes.count) bytes are no partition value of type \(type.text)")
            }
            return literal
        default: throw AvroError("a partition value that is no \(type.text)")
        }
    }

    private static func literal(
        _ value: Int64,
        _ type: PrimitiveType
    ) throws(AvroError) -> Literal {
        switch type {
        case .int, .date:
            guard let value = Int32(exactly: value) else {
                throw AvroError("the partition value \(value) is no \(type.text)")
            }
            return .int(value)
        case .long, .time, .timestamp, .timestamptz: return .long(value)
        case .other(let text) where PrimitiveType.nanosecondTimestamps.contains(text):
            return .long(value)
        case .decimal: return .decimal(Int128(value))
        default: throw AvroError("a partition value that is no \(type.text)")
        }
    }

    private static func literal(
        _ value: Double,
        _ type: PrimitiveType
    ) throws(AvroError) -> Literal {
        switch type {
        case .float: return .float(Float(value))
        case .double: return .double(value)
        default: throw AvroError("a partition value that is no \(type.text)")
        }
    }
}

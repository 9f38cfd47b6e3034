/// Reads values in Avro's binary encoding and never past their end.
///
/// A value is asked for by what it should be, and given with what its writer says it is: a union is
/// taken apart, whatever the order of its branches, and null is nil.
/// Source: Avro specification, "Binary Encoding".
package struct AvroReader: Sendable {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// The number of bytes not yet read.
    var remaining: Int { end - position }

    /// Creates a reader of a part of an array.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// Reads a varint in zigzag form: what `int` and `long` are.
    package mutating func varint() throws(AvroError) -> Int64 {
        var raw: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard position < end else { throw AvroError("the data ends inside a number") }
            let byte = bytes[position]
            position += 1
            guard shift < 63 || (shift == 63 && byte <= 1) else {
                throw AvroError("a number of more than 64 bits")
            }
            raw |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// Steps over `count` bytes and answers where they lie.
    mutating func take(_ count: Int64) throws(AvroError) -> Range<Int> {
        guard count >= 0, count <= Int64(remaining) else {
            throw AvroError("\(count) bytes are announced, and \(remaining) are left")
        }
        let range = position..<position + Int(count)
        position = range.upperBound
        return range
    }

    /// The bytes of a range that ``take(_:)`` answered.
    func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

    /// The branch that a value is of; nil where it is null.
    mutating func branch(_ schema: AvroSchema) throws(AvroError) -> AvroSchema? {
        guard case .union(let branches) = schema else { return schema == .null ? nil : schema }
        let index = try varint()
        guard index >= 0, index < Int64(branches.count) else {
            throw AvroError("branch \(index) of a union of \(branches.count)")
        }
        // A union directly inside a union is not Avro; if one is written, it is taken apart too.
        return try branch(branches[Int(index)])
    }

    /// Reads a whole number.
    mutating func integer(_ schema: AvroSchema) throws(AvroError) -> Int64? {
        guard let schema = try branch(schema) else { return nil }
        switch schema {
        case .long: return try varint()
        case .int:
            let value = try varint()
            guard Int32(exactly: value) != nil else { throw AvroError("\(value) is no int") }
            return value
        default: throw AvroError("expected an int or a long")
        }
    }

    /// Reads a `boolean`.
    mutating func boolean(_ schema: AvroSchema) throws(AvroError) -> Bool? {
        guard let schema = try branch(schema) else { return nil }
        guard schema == .boolean else { throw AvroError("expected a boolean") }
        let byte = bytes[try take(1).lowerBound]
        guard byte <= 1 else { throw AvroError("\(byte) is no boolean") }
        return byte == 1
    }

    /// Reads `float` or `double`.
    mutating func double(_ schema: AvroSchema) throws(AvroError) -> Double? {
        guard let schema = try branch(schema) else { return nil }
        switch schema {
        case .float: return Double(Float(bitPattern: try littleEndian()))
        case .double: return Double(bitPattern: try littleEndian())
        default: throw AvroError("expected a float or a double")
        }
    }

    /// Reads `bytes`, `fixed` or the UTF-8 of a `string`, and answers where they lie.
    mutating func range(_ schema: AvroSchema) throws(AvroError) -> Range<Int>? {
        guard let schema = try branch(schema) else { return nil }
        switch schema {
        case .bytes, .string: return try take(try varint())
        case .fixed(let size): return try take(Int64(size))
        default: throw AvroError("expected bytes")
        }
    }

    /// Reads `bytes`, `fixed` or the UTF-8 of a `string`.
    mutating func bytes(_ schema: AvroSchema) throws(AvroError) -> [UInt8]? {
        guard let range = try range(schema) else { return nil }
        return Array(bytes[range])
    }

    /// Reads a `string`, or an `enum` as the text of its symbol.
    mutating func string(_ schema: AvroSchema) throws(AvroError) -> String? {
        guard let schema = try branch(schema) else { return nil }
        if case .enumeration(let symbols) = schema {
            let index = try varint()
            guard index >= 0, index < Int64(symbols.count) else {
                throw AvroError("symbol \(index) of an enum of \(symbols.count)")
            }
            return symbols[Int(index)]
        }
        guard let range = try range(schema) else { return nil }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw AvroError("a string that is not UTF-8")
        }
        return text
    }

    /// Reads an array, giving its elements to `body` one by one, which must take exactly one of the
    /// schema that it is given; false where the array is null.
    mutating func array(
        _ schema: AvroSchema,
        _ body: (inout AvroReader, AvroSchema) throws(AvroError) -> Void
    ) throws(AvroError) -> Bool {
        guard let schema = try branch(schema) else { return false }
        guard case .array(let items) = schema else { throw AvroError("expected an array") }
        while let count = try blockCount() {
            for _ in 0..<count { try body(&self, items) }
        }
        return true
    }

    /// Steps over a value.
    mutating func skip(_ schema: AvroSchema) throws(AvroError) {
        guard let schema = try branch(schema) else { return }
        switch schema {
        case .null, .union: break  // taken apart above
        case .boolean: _ = try take(1)
        case .int, .long, .enumeration: _ = try varint()
        case .float: _ = try take(4)
        case .double: _ = try take(8)
        case .bytes, .string: _ = try take(try varint())
        case .fixed(let size): _ = try take(Int64(size))
        case .array(let items):
            while let count = try blockCount() {
                for _ in 0..<count { try skip(items) }
            }
        case .map(let values):
            while let count = try blockCount() {
                for _ in 0..<count {
                    _ = try take(try varint())
                    try skip(values)
                }
            }
        case .record(let fields):
            for field in fields { try skip(field.schema) }
        }
    }

    /// The number of elements of the next block of an array or map; nil behind the last.
    ///
    /// Never more than bytes are left: every element has one at least, see ``AvroSchemaParser``.
    mutating func blockCount() throws(AvroError) -> Int? {
        var count = try varint()
        if count == 0 { return nil }
        if count < 0 {
            // The bytes of the block follow, for readers that step over it.
            guard count != .min, try varint() >= 0 else { throw AvroError("a block of no size") }
            count = -count
        }
        guard count <= Int64(remaining) else {
            throw AvroError("\(count) elements are announced, and \(remaining) bytes are left")
        }
        return Int(count)
    }

    private mutating func littleEndian<Integer: FixedWidthInteger>()
        throws(AvroError) -> Integer
    {
        let range = try take(Int64(MemoryLayout<Integer>.size))
        return bytes[range].reversed().reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
    }
}

extension Literal {
    /// Reads a value from its single-value serialization.
    ///
    /// The bytes of an `int` are taken for a `long`, and those of a `float` for a `double`: bounds
    /// are not rewritten when a column is widened.
    /// Source: Iceberg specification, "Binary single-value serialization".
    ///
    /// - Throws: ``CatalogError`` `.corrupt` when no value of the type has these bytes.
    public init(bytes: [UInt8], type: PrimitiveType) throws(CatalogError) {
        guard let value = Self.value(bytes, type) else {
            throw CatalogError(.corrupt, "\(bytes.count) bytes are no \(type) value")
        }
        self = value
    }

    private static func value(_ bytes: [UInt8], _ type: PrimitiveType) -> Literal? {
        switch type {
        case .boolean: return bytes.count == 1 ? .boolean(bytes[0] != 0) : nil
        case .int, .date: return integer(bytes).map(Literal.int)
        case .long, .time, .timestamp, .timestamptz:
            if bytes.count == 4 {
                return integer(bytes).map { (value: Int32) in .long(Int64(value)) }
            }
            return integer(bytes).map(Literal.long)
        case .float:
            return integer(bytes).map { .float(Float(bitPattern: $0)) }
        case .double:
            if bytes.count == 4 {
                return integer(bytes).map { .double(Double(Float(bitPattern: $0))) }
            }
            return integer(bytes).map { .double(Double(bitPattern: $0)) }
        case .decimal: return Int128(decimal: bytes[...]).map(Literal.decimal)
        case .string: return String(validating: bytes, as: UTF8.self) == nil ? nil : .bytes(bytes)
        case .uuid: return bytes.count == 16 ? .bytes(bytes) : nil
        case .fixed(let length): return bytes.count == length ? .bytes(bytes) : nil
        case .binary: return .bytes(bytes)
        case .other(let text):
            if PrimitiveType.nanosecondTimestamps.contains(text) {
                return integer(bytes).map(Literal.long)
            }
            return .bytes(bytes)
        }
    }

    /// The value's single-value serialization as one of `type`.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when the value is not of the type.
    public func serialized(as type: PrimitiveType) throws(CatalogError) -> [UInt8] {
        switch try converted(to: type) {
        case .boolean(let value): return [value ? 1 : 0]
        case .int(let value): return Self.littleEndian(value)
        case .long(let value): return Self.littleEndian(value)
        case .float(let value): return Self.littleEndian(value.bitPattern)
        case .double(let value): return Self.littleEndian(value.bitPattern)
        case .decimal(let value): return value.decimalBytes
        case .bytes(let value): return value
        }
    }

    /// The value as one of `type`: the same one, or widened.
    ///
    /// - Throws: ``CatalogError`` `.invalidRequest` when the value is not of the type.
    func converted(to type: PrimitiveType) throws(CatalogError) -> Literal {
        switch (self, type) {
        case (.boolean, .boolean), (.int, .int), (.int, .date), (.float, .float),
            (.double, .double), (.decimal, .decimal), (.bytes, .string), (.bytes, .binary):
            return self
        case (.long, .long), (.long, .time), (.long, .timestamp), (.long, .timestamptz):
            return self
        case (.int(let value), .long): return .long(Int64(value))
        case (.float(let value), .double): return .double(Double(value))
        case (.bytes(let value), .uuid) where value.count == 16: return self
        case (.bytes(let value), .fixed(let length)) where value.count == length: return self
        case (.long, .other(let text)) where PrimitiveType.nanosecondTimestamps.contains(text):
            return self
        case (.bytes, .other(let text)) where !PrimitiveType.nanosecondTimestamps.contains(text):
            return self
        default:
            throw CatalogError(.invalidRequest, "the value \(self) is no \(type)")
        }
    }

    private static func integer<Integer: FixedWidthInteger>(_ bytes: [UInt8]) -> Integer? {
        guard bytes.count == MemoryLayout<Integer>.size else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

extension PrimitiveType {
    /// The types of format version 3 that lie as a `long`.
    static let nanosecondTimestamps: Set<String> = ["timestamp_ns", "timestamptz_ns"]
}

extension Int128 {
    /// Reads an unscaled decimal: two's complement, the most significant byte first.
    ///
    /// Longer forms than the least are read as long as the value fits; nil without bytes.
    init?(decimal bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else { return nil }
        let sign: UInt8 = first >= 0x80 ? 0xFF : 0
        let significant = bytes.count > 16 ? bytes.suffix(16) : bytes
        guard bytes.dropLast(16).allSatisfy({ $0 == sign }) else { return nil }
        let value = significant.reduce(sign == 0 ? Int128(0) : -1) { $0 << 8 | Int128($1) }
        guard (value < 0) == (sign != 0) else { return nil }
        self = value
    }

    /// The value in as few bytes as hold it, the most significant byte first.
    var decimalBytes: [UInt8] {
        let magnitude = self < 0 ? ~self : self
        let bits = Int128.bitWidth - magnitude.leadingZeroBitCount + 1  // and one of the sign
        return bigEndian(count: (bits + 7) / 8)
    }

    /// The value in `count` bytes, the most significant byte first.
    func bigEndian(count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}

/// Bounds of statistics as text.
enum BoundText {
    /// The text of a bound of a leaf's type; nil when the bytes are of no such value.
    static func text(_ bytes: [UInt8], _ leaf: SchemaElement) -> String? {
        switch leaf.type {
        case .boolean: bytes.count == 1 ? (bytes[0] == 0 ? "false" : "true") : nil
        case .int32:
            number(bytes, size: 4).map { decimal(Int128(Int32(truncatingIfNeeded: $0)), leaf) }
        case .int64: number(bytes, size: 8).map { decimal(Int128(Int64(bitPattern: $0)), leaf) }
        case .float:
            number(bytes, size: 4).map { "\(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))" }
        case .double: number(bytes, size: 8).map { "\(Double(bitPattern: $0))" }
        case .byteArray, .fixedLengthByteArray: byteText(bytes, leaf)
        default: nil
        }
    }

    private static func number(_ bytes: [UInt8], size: Int) -> UInt64? {
        guard bytes.count == size else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func byteText(_ bytes: [UInt8], _ leaf: SchemaElement) -> String? {
        switch (leaf.logicalType, leaf.convertedType) {
        case (.decimal, _), (_, .decimal):
            guard let first = bytes.first, bytes.count <= 16 else { return nil }
            let sign: Int128 = first >= 0x80 ? -1 : 0
            return decimal(bytes.reduce(sign) { $0 << 8 | Int128($1) }, leaf)
        case (.string, _), (.json, _), (.enumeration, _), (_, .utf8), (_, .json), (_, .enumeration):
            return String(decoding: bytes, as: UTF8.self)
        default:
            return "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// An integer with its decimal point, if the leaf has one.
    private static func decimal(_ value: Int128, _ leaf: SchemaElement) -> String {
        guard leaf.convertedType == .decimal, let scale = leaf.scale, (1...38).contains(scale)
        else {
            return "\(value)"
        }
        var digits = "\(value.magnitude)"
        while digits.count <= Int(scale) { digits = "0" + digits }
        let whole = digits.dropLast(Int(scale))
        return (value < 0 ? "-" : "") + whole + "." + digits.suffix(Int(scale))
    }
}

/// How a leaf's values lie in memory and in pages.
package enum PhysicalLayout: Hashable, Sendable {
    /// `BOOLEAN`, a byte each in memory.
    case boolean
    /// `INT32`.
    case int32
    /// `INT64`.
    case int64
    /// `DOUBLE`.
    case double
    /// `FIXED_LEN_BYTE_ARRAY` of a decimal, `Int128` in memory.
    case decimal(length: Int)
    /// `BYTE_ARRAY`.
    case bytes

    /// The type in the file.
    var physicalType: PhysicalType {
        switch self {
        case .boolean: .boolean
        case .int32: .int32
        case .int64: .int64
        case .double: .double
        case .decimal: .fixedLengthByteArray
        case .bytes: .byteArray
        }
    }

    /// The fewest bytes that hold every decimal of `precision` digits in two's complement.
    package static func decimalLength(precision: Int) -> Int {
        var largest: Int128 = 1
        for _ in 0..<precision { largest *= 10 }
        let bits = Int128.bitWidth - (largest - 1).leadingZeroBitCount + 1
        return (bits + 7) / 8
    }
}

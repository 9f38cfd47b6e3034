extension BoundValue {
    /// The value as statistics and indices hold it: PLAIN, bytes without their length.
    func plainBytes(_ layout: PhysicalLayout) -> [UInt8] {
        switch self {
        case .boolean(let value): [value ? 1 : 0]
        case .int(let value): Self.littleEndian(value)
        case .long(let value): Self.littleEndian(value)
        case .double(let value): Self.littleEndian(value.bitPattern)
        case .decimal(let value):
            if case .decimal(let length) = layout {
                Array(Self.littleEndian(value).prefix(length).reversed())
            } else {
                preconditionFailure("decimals of fixed length have a decimal layout")
            }
        case .bytes(let value): value
        }
    }

    private static func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
    }
}

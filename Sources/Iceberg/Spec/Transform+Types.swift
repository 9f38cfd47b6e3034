extension Transform {
    /// The type of what the transform makes of a column's values; nil where it takes no such
    /// values, or is not known.
    ///
    /// Source: Iceberg specification, "Partition Transforms".
    public func resultType(of source: PrimitiveType) -> PrimitiveType? {
        switch self {
        case .identity: Self.isIdentifiable(source) ? source : nil
        case .bucket: Self.isHashable(source) ? .int : nil
        case .truncate: Self.isTruncatable(source) ? source : nil
        case .year, .month: source == .date || Self.isTimestamp(source) ? .int : nil
        case .day: source == .date || Self.isTimestamp(source) ? .date : nil
        case .hour: Self.isTimestamp(source) ? .int : nil
        case .void: source
        case .other: nil
        }
    }

    /// All but the types of format version 3 that have no order.
    private static func isIdentifiable(_ type: PrimitiveType) -> Bool {
        guard case .other = type else { return true }
        return isTimestamp(type)
    }

    private static func isHashable(_ type: PrimitiveType) -> Bool {
        switch type {
        case .int, .long, .decimal, .date, .time, .timestamp, .timestamptz, .string, .uuid, .fixed,
            .binary:
            true
        case .other: isTimestamp(type)
        case .boolean, .float, .double: false
        }
    }

    private static func isTruncatable(_ type: PrimitiveType) -> Bool {
        switch type {
        case .int, .long, .decimal, .string, .binary: true
        default: false
        }
    }

    private static func isTimestamp(_ type: PrimitiveType) -> Bool {
        switch type {
        case .timestamp, .timestamptz: true
        case .other(let text): ["timestamp_ns", "timestamptz_ns"].contains(text.lowercased())
        default: false
        }
    }
}

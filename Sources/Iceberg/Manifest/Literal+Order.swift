extension Literal {
    /// Whether this value comes before another of the same type.
    ///
    /// -0.0 comes before 0.0, and NaN after everything. Text and bytes are compared as unsigned
    /// bytes, which for UTF-8 is the order of code points. False for values of different types.
    public func isBefore(_ other: Literal) -> Bool {
        switch (self, other) {
        case (.boolean(let left), .boolean(let right)): !left && right
        case (.int(let left), .int(let right)): left < right
        case (.long(let left), .long(let right)): left < right
        case (.float(let left), .float(let right)):
            !left.isNaN && (right.isNaN || !right.isTotallyOrdered(belowOrEqualTo: left))
        case (.double(let left), .double(let right)):
            !left.isNaN && (right.isNaN || !right.isTotallyOrdered(belowOrEqualTo: left))
        case (.decimal(let left), .decimal(let right)): left < right
        case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
        default: false
        }
    }

    /// Whether the value is a number that is none.
    public var isNaN: Bool {
        switch self {
        case .float(let value): value.isNaN
        case .double(let value): value.isNaN
        default: false
        }
    }
}

/// A JSON number as the scanner read it: `digits × 10^exponent`.
struct NumberToken {
    /// Whether a minus stands in front.
    var isNegative = false
    /// All digits as one integer; meaningless when there are more than 19.
    var digits: UInt64 = 0
    /// The number of digits, zeros in front counted.
    var digitCount = 0
    /// The power of ten, clamped to ±1,000,000.
    var exponent = 0

    /// Whether ``digits`` holds the number's digits without loss.
    var isExact: Bool {
        @inline(__always) get { digitCount <= 19 }
    }
}

extension JSONScanner {
    /// Reads a number (RFC 8259, section 6); `cursor` stands at its minus or first digit.
    @inline(__always)
    mutating func scanNumber(_ start: ScanCursor, into token: inout NumberToken) -> ScanCursor? {
        var cursor = start
        token.isNegative = cursor.byte == .minus
        if token.isNegative { cursor += 1 }
        let first = cursor
        var digits: UInt64 = 0
        while cursor.byte.isDigit {
            digits = digits &* 10 &+ UInt64(cursor.byte &- .zero)
            cursor += 1
        }
        token.digitCount = cursor - first
        token.exponent = 0
        guard token.digitCount == 1 || (token.digitCount > 1 && first.byte != .zero) else {
            return fail(.badNumber, at: start)
        }
        if cursor.byte == .point {
            cursor += 1
            let fraction = cursor
            while cursor.byte.isDigit {
                digits = digits &* 10 &+ UInt64(cursor.byte &- .zero)
                cursor += 1
            }
            let fractionCount = cursor - fraction
            guard fractionCount > 0 else { return fail(.badNumber, at: start) }
            token.exponent = 0 &- fractionCount
            token.digitCount &+= fractionCount
        }
        token.digits = digits
        if cursor.byte | 0x20 == UInt8(ascii: "e") {
            guard let end = scanExponent(cursor, into: &token) else { return nil }
            cursor = end
        }
        guard cursor - start <= numberLengthMax else { return fail(.numberTooLong, at: start) }
        return cursor
    }

    @inline(never)
    private mutating func scanExponent(
        _ start: ScanCursor,
        into token: inout NumberToken
    ) -> ScanCursor? {
        var cursor = start + 1
        let isNegative = cursor.byte == .minus
        if isNegative || cursor.byte == .plus { cursor += 1 }
        guard cursor.byte.isDigit else { return fail(.badNumber, at: start) }
        var exponent = 0
        while cursor.byte.isDigit {
            // Far behind every type's range, and far from overflow.
            exponent = min(exponent * 10 + Int(cursor.byte - .zero), 1_000_000)
            cursor += 1
        }
        token.exponent += isNegative ? -exponent : exponent
        return cursor
    }
}

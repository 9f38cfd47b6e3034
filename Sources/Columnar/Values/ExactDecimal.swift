/// A JSON number without rounding: `±digits × 10^exponent`, no zeros at the end of the digits.
///
/// The slow way, for numbers that ``NumberToken`` cannot hold or that are not plainly written.
struct ExactDecimal {
    /// Whether the number is below zero; never for zero itself.
    private(set) var isNegative = false
    /// The first 38 significant digits, zero only for zero.
    private(set) var digits: UInt128 = 0
    /// The power of ten of the last of ``digits``.
    private(set) var exponent = 0
    /// Whether non-zero digits follow those in ``digits``.
    private(set) var isCut = false
    /// The power of ten of the last digit that is not zero, cut or not.
    private var lastExponent = 0

    private static let digitCountMax = 38

    /// Reads a number that the scanner found to be one.
    init(_ start: ScanCursor, end: ScanCursor, token: NumberToken) {
        var cursor = start
        var digitCount = 0
        var zeros = 0
        var cutCount = 0
        while cursor < end, cursor.byte | 0x20 != UInt8(ascii: "e") {
            let byte = cursor.byte
            cursor += 1
            guard byte.isDigit else { continue }
            if byte == .zero {
                if digits != 0 { zeros += 1 }
                continue
            }
            if digitCount + zeros + 1 > Self.digitCountMax {
                isCut = true
                cutCount += zeros + 1
                digitCount = Self.digitCountMax
                zeros = 0
                continue
            }
            for _ in 0..<zeros { digits *= 10 }
            digits = digits * 10 + UInt128(byte - .zero)
            digitCount += zeros + 1
            zeros = 0
        }
        exponent = token.exponent + zeros + cutCount
        lastExponent = token.exponent + zeros
        isNegative = token.isNegative && digits != 0
        if digits == 0 { exponent = 0 }
    }

    /// What scaling to an integer gave.
    enum Scaled {
        /// The integer.
        case value(Int128)
        /// Digits would be lost behind the point.
        case fraction
        /// The integer has more than 38 digits.
        case overflow
    }

    /// The number times `10^shift`, if that is an integer.
    func scaled(by shift: Int) -> Scaled {
        guard digits != 0 else { return .value(0) }
        guard lastExponent + shift >= 0 else { return .fraction }
        guard !isCut else { return .overflow }
        return magnitude(raisedBy: exponent + shift).map { .value(signed($0)) } ?? .overflow
    }

    /// The largest integer not above the number times `10^shift`; nil past 38 digits.
    func floor(scaledBy shift: Int) -> Int128? {
        guard digits != 0 else { return 0 }
        let power = exponent + shift
        var hasRemainder = isCut
        if power >= 0 {
            // Cut digits of a number that fits 64 bits lie far behind the point.
            return magnitude(raisedBy: power).map { signed($0) - (isNegative && isCut ? 1 : 0) }
        }
        var rest = digits
        for _ in 0..<min(-power, Self.digitCountMax + 1) {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { hasRemainder = true }
            rest = quotient
        }
        return signed(rest) - (isNegative && hasRemainder ? 1 : 0)
    }

    /// `10^exponent` for an exponent of at most 38.
    static func power(_ exponent: UInt8) -> UInt128 {
        (0..<exponent).reduce(UInt128(1)) { value, _ in value * 10 }
    }

    private func magnitude(raisedBy power: Int) -> UInt128? {
        guard power <= Self.digitCountMax else { return nil }
        var result = digits
        for _ in 0..<power {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            result = product
        }
        // 10^38 and more is past every decimal type.
        return result < Self.limit ? result : nil
    }

    private func signed(_ magnitude: UInt128) -> Int128 {
        isNegative ? -Int128(magnitude) : Int128(magnitude)
    }

    private static let limit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
}

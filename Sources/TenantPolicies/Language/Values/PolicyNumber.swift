/// A decimal number, compared exactly however many digits it has.
///
/// Source: IAM User Guide, "Condition operators", "Numeric condition operators".
struct PolicyNumber: Hashable, Comparable, Sendable {
    private let isNegative: Bool
    /// Without leading zeros.
    private let whole: [UInt8]
    /// Without trailing zeros.
    private let fraction: [UInt8]

    /// Reads `-12.50`; nil where the text is no such number.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        var isNegative = false
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
            isNegative = rest.removeFirst() == UInt8(ascii: "-")
        }
        let halves = rest.split(
            separator: UInt8(ascii: "."),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let first = halves.first, !first.isEmpty, !(halves.last?.isEmpty ?? true),
            halves.allSatisfy({ $0.allSatisfy(\.isDigit) })
        else { return nil }
        whole = Array(first.drop { $0 == UInt8(ascii: "0") })
        var fraction = halves.count == 2 ? Array(halves[1]) : []
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        self.fraction = fraction
        // Minus nothing is nothing.
        self.isNegative = isNegative && !(whole.isEmpty && fraction.isEmpty)
    }

    /// Compares the values.
    static func < (lhs: Self, rhs: Self) -> Bool {
        guard lhs.isNegative == rhs.isNegative else { return lhs.isNegative }
        return lhs.isNegative ? rhs.isSmaller(than: lhs) : lhs.isSmaller(than: rhs)
    }

    /// Whether the number is nearer to zero.
    private func isSmaller(than other: Self) -> Bool {
        if whole.count != other.whole.count { return whole.count < other.whole.count }
        if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) }
        return fraction.lexicographicallyPrecedes(other.fraction)
    }
}

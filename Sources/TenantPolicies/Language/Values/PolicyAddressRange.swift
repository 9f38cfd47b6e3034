/// IPv4 or IPv6 addresses that begin with the same bits: `203.0.113.0/24`, `2001:db8::/32`.
///
/// An address alone is a range of one. Source: IAM User Guide, "Condition operators", "IP address
/// condition operators"; RFC 4632; RFC 4291, section 2.2.
struct PolicyAddressRange: Hashable, Sendable {
    /// 32 or 128.
    private let width: Int
    /// The bits that count, those behind them zero.
    private let bits: UInt128
    private let prefix: Int

    /// Reads an address or a range; nil where the text is neither.
    init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = halves.first,
            let (bits, width) = Self.fourParts(address).map({ ($0, 32) })
                ?? Self.eightParts(address).map({ ($0, 128) })
        else { return nil }
        var prefix = width
        if halves.count == 2 {
            guard (1...3).contains(halves[1].utf8.count),
                halves[1].utf8.allSatisfy(\.isDigit),
                let number = Int(halves[1]), number <= width
            else { return nil }
            prefix = number
        }
        self.width = width
        self.prefix = prefix
        self.bits = bits & Self.mask(prefix, of: width)
    }

    /// Whether all of another range lies in this one.
    func contains(_ other: Self) -> Bool {
        width == other.width && prefix <= other.prefix
            && other.bits & Self.mask(prefix, of: width) == bits
    }

    /// The addresses at which the range begins and ends, those beside them, and one far away.
    ///
    /// Ranges lie in each other or apart, so that the landmarks of several visit each piece.
    var landmarks: [String] {
        let size = UInt128(1) << UInt128(width - prefix == 128 ? 0 : width - prefix)
        let last = width - prefix == 128 ? UInt128.max : bits + (size - 1)
        let end = Self.mask(width, of: width)
        var addresses = [bits, last]
        if bits > 0 { addresses.append(bits - 1) }
        if last < end { addresses.append(last + 1) }
        return addresses.map(text) + ["198.51.100.1", "2001:db8::1"]
    }

    private func text(_ address: UInt128) -> String {
        let step = width == 32 ? 8 : 16
        let count = width / step
        let parts = (0..<count).map { index in
            let part = address >> UInt128(width - step * (index + 1))
            let value = part & ((UInt128(1) << UInt128(step)) - 1)
            return width == 32 ? "\(value)" : String(value, radix: 16)
        }
        return parts.joined(separator: width == 32 ? "." : ":")
    }

    private static func mask(_ prefix: Int, of width: Int) -> UInt128 {
        let ones = width == 128 ? UInt128.max : (UInt128(1) << UInt128(width)) - 1
        return prefix == 0 ? 0 : ones << UInt128(width - prefix) & ones
    }

    private static func fourParts(_ text: Substring) -> UInt128? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt128 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count),
                part.utf8.allSatisfy(\.isDigit), let byte = UInt8(part),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0")
            else { return nil }
            bits = bits << 8 | UInt128(byte)
        }
        return bits
    }

    /// An IPv6 address, with at most one run of zeros written `::`.
    private static func eightParts(_ text: Substring) -> UInt128? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let first = halves.first, let last = halves.last,
            let front = words(first, isEnd: halves.count == 1),
            let back = halves.count == 2 ? words(last, isEnd: true) : []
        else { return nil }
        let count = front.count + back.count
        guard halves.count == 2 ? count < 8 : count == 8 else { return nil }
        let all = front + Array(repeating: 0, count: 8 - count) + back
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// The 16-bit words of groups between single colons.
    private static func words(_ text: Substring, isEnd: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var all: [UInt16] = []
        for (index, group) in groups.enumerated() {
            guard let words = words(group, isLast: isEnd && index == groups.count - 1) else {
                return nil
            }
            all += words
        }
        return all
    }

    /// The 16-bit words of a group: one, or two where the address ends as IPv4's do.
    private static func words(_ group: Substring, isLast: Bool) -> [UInt16]? {
        if isLast, group.utf8.contains(UInt8(ascii: ".")) {
            guard let bits = fourParts(group) else { return nil }
            return [UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits)]
        }
        guard (1...4).contains(group.utf8.count),
            group.utf8.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let word = UInt16(group, radix: 16)
        else { return nil }
        return [word]
    }
}

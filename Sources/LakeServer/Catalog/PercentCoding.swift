/// Escapes of paths, queries and forms, undone.
///
/// Source: RFC 3986 section 2.1; WHATWG URL, `application/x-www-form-urlencoded`.
package enum PercentCoding {
    /// The text that `bytes` stand for.
    ///
    /// - Parameters:
    ///   - bytes: a segment of a path, or a name or value of a form.
    ///   - isForm: whether `+` is a space, as in forms and queries.
    /// - Returns: nil when an escape lacks its two digits, or the bytes are not UTF-8.
    package static func decode(_ bytes: some Collection<UInt8>, isForm: Bool = false) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit)
                else { return nil }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where isForm: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    /// The pairs of a query or form, in their order; nil as for ``decode(_:isForm:)``.
    package static func pairs(
        _ bytes: some Collection<UInt8>
    ) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = decode(halves[0], isForm: true),
                let value = decode(halves.count > 1 ? Array(halves[1]) : [], isForm: true)
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

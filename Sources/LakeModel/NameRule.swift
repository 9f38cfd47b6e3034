/// The two patterns that names from outside must match.
struct NameRule: Sendable {
    let kind: String
    let allowsHyphen: Bool
    let lengths: ClosedRange<Int>
    let pattern: String

    static let tenant = NameRule(
        kind: "tenant",
        allowsHyphen: true,
        lengths: 2...62,
        pattern: "^[a-z][a-z0-9_-]{1,61}$"
    )
    static let table = NameRule(
        kind: "table",
        allowsHyphen: false,
        lengths: 1...63,
        pattern: "^[a-z][a-z0-9_]{0,62}$"
    )

    func check(_ name: String) throws(NameError) {
        guard matches(name.utf8) else { throw NameError(kind: kind, pattern: pattern) }
    }

    private func matches(_ name: String.UTF8View) -> Bool {
        guard lengths.contains(name.count), let first = name.first, isLetter(first) else {
            return false
        }
        return name.allSatisfy {
            isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                || (allowsHyphen && $0 == UInt8(ascii: "-"))
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}

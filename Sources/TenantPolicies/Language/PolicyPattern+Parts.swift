extension PolicyPattern {
    /// What the text consists of, by the rules of a version.
    ///
    /// `${*}`, `${?}` and `${$}` are the characters themselves. In ``PolicyVersion/v2008`` nothing
    /// is a variable.
    ///
    /// - Throws: ``PolicyPatternError`` at a variable that is malformed.
    func parts(version: PolicyVersion) throws(PolicyPatternError) -> [PolicyPart] {
        var parts: [PolicyPart] = []
        var literal: [UInt8] = []
        func close() {
            guard !literal.isEmpty else { return }
            parts.append(.literal(String(decoding: literal, as: UTF8.self)))
            literal = []
        }
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                close()
                parts.append(.anyText)
            case UInt8(ascii: "?"):
                close()
                parts.append(.anyCharacter)
            case UInt8(ascii: "$") where version == .v2012 && rest.first == UInt8(ascii: "{"):
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw .unclosedVariable
                }
                let inner = rest[(rest.startIndex + 1)..<end]
                rest = rest[(end + 1)...]
                if let character = Self.escaped(inner) {
                    literal.append(character)
                } else {
                    close()
                    parts.append(try Self.variable(inner))
                }
            default:
                literal.append(byte)
            }
        }
        close()
        return parts
    }

    /// Whether the text has a variable, by the rules of the current version.
    var hasVariable: Bool {
        guard text.utf8.contains(UInt8(ascii: "$")), let parts = try? parts(version: .v2012) else {
            return false
        }
        return parts.contains { if case .variable = $0 { true } else { false } }
    }

    private static func escaped(_ inner: ArraySlice<UInt8>) -> UInt8? {
        guard inner.count == 1, let byte = inner.first, "*?$".utf8.contains(byte) else {
            return nil
        }
        return byte
    }

    private static func variable(
        _ inner: ArraySlice<UInt8>
    ) throws(PolicyPatternError) -> PolicyPart {
        let comma = inner.firstIndex(of: UInt8(ascii: ","))
        let key = inner[..<(comma ?? inner.endIndex)]
        guard !key.isEmpty else { throw .emptyVariable }
        // A tag's key may hold a space: ${aws:PrincipalTag/cost center}.
        guard key.first != UInt8(ascii: " "), key.last != UInt8(ascii: " "),
            !key.contains(where: { "${*?'\"".utf8.contains($0) })
        else { throw .malformedVariable }
        let name = String(decoding: key, as: UTF8.self)
        guard let comma else { return .variable(key: name, fallback: nil) }
        let quoted = inner[(comma + 1)...].drop { $0 == UInt8(ascii: " ") }
        guard quoted.count >= 2, quoted.first == UInt8(ascii: "'"),
            quoted.last == UInt8(ascii: "'")
        else { throw .unquotedDefault }
        let fallback = quoted.dropFirst().dropLast()
        guard !fallback.contains(UInt8(ascii: "'")) else { throw .unquotedDefault }
        return .variable(key: name, fallback: String(decoding: fallback, as: UTF8.self))
    }
}

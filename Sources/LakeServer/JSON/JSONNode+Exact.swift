package import LakeModel

/// Names and strings of tokens and key sets, compared byte by byte.
///
/// Swift's `==` on `String` follows Unicode's canonical equivalence (a KELVIN SIGN equals a `K`), which
/// is too generous for an issuer, an audience or a key id (RFC 7519 section 7.3).
extension JSONNode {
    /// The UTF-8 of a string, nil where the value is none.
    package var stringBytes: [UInt8]? {
        string.map { Array($0.utf8) }
    }

    /// Whether the value is the string `text`.
    package func isExactly(_ text: String) -> Bool {
        string.map { $0.utf8.elementsEqual(text.utf8) } ?? false
    }

    /// Whether the value is the string `text`, or an array that holds it.
    package func isOrHolds(_ text: String) -> Bool {
        isExactly(text) || array?.contains { $0.isExactly(text) } ?? false
    }

    /// The member of this name, nil where there is none or the value is no object.
    package func member(_ name: String) -> JSONNode? {
        members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.node
    }

    /// The number, nil where the value is none or is too large for a double.
    package var double: Double? {
        guard case .number(let digits) = value, let double = Double(digits), double.isFinite else {
            return nil
        }
        return double
    }
}

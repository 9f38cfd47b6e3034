/// The bearer token of a request (RFC 6750 section 2.1).
package enum BearerCredential {
    /// The token that the values of the `Authorization` header hold.
    ///
    /// Exactly one header, the scheme in any case, spaces, then the characters of `token68`
    /// (RFC 9110 section 11.2) and nothing after them.
    package static func token(
        in authorization: [String]
    ) throws(AuthenticationError) -> Substring.UTF8View {
        guard let value = authorization.first else { throw .missing }
        guard authorization.count == 1 else { throw .malformedHeader }
        let scheme = "bearer "
        guard value.utf8.count > scheme.utf8.count,
            value.utf8.prefix(scheme.utf8.count).elementsEqual(scheme.utf8, by: isSameLetter)
        else { throw .malformedHeader }
        let token = value.utf8.dropFirst(scheme.utf8.count).drop { $0 == UInt8(ascii: " ") }
        guard !token.isEmpty, token.allSatisfy(isTokenCharacter) else { throw .malformedHeader }
        return Substring(value)[token.startIndex..<token.endIndex].utf8
    }

    private static func isSameLetter(_ byte: UInt8, _ lowercase: UInt8) -> Bool {
        byte == lowercase || (0x41...0x5A).contains(byte) && byte | 0x20 == lowercase
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"),
            UInt8(ascii: "="):
            true
        default: false
        }
    }
}

import LakeModel

/// A compact JSON Web Signature, taken apart and not yet believed (RFC 7515 section 7.1).
package struct SignedToken: Sendable {
    /// The `alg` of the header.
    package let algorithm: SignatureAlgorithm
    /// The `kid` of the header, to be looked up and used for nothing else.
    package let keyID: [UInt8]?
    /// The bytes that the signature covers.
    package let signedBytes: ArraySlice<UInt8>
    /// The payload's bytes.
    package let payload: [UInt8]
    /// The signature's bytes.
    package let signature: [UInt8]

    /// Media types of tokens that may stand in `typ`: an RFC 7519 token, an RFC 9068 access token.
    private static let types: Set<String> = [
        "jwt", "application/jwt", "at+jwt", "application/at+jwt",
    ]

    /// Takes a token apart.
    ///
    /// Keys that a header brings along (`jwk`, `jku`, `x5c`, `x5u`) are never looked at.
    package init(_ text: some Collection<UInt8>) throws(AuthenticationError) {
        guard text.count <= AuthenticationSettings.tokenSizeMax else { throw .malformedToken }
        let bytes = Array(text)
        let parts = bytes.split(
            separator: UInt8(ascii: "."),
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }),
            let headerBytes = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else {
            throw Self.isUnsigned(parts) ? .algorithmRefused : .malformedToken
        }
        let header = try Self.header(headerBytes)
        guard let name = header.member("alg")?.string else { throw .malformedToken }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .algorithmRefused }
        self.algorithm = algorithm
        if let keyID = header.member("kid") {
            guard let bytes = keyID.stringBytes else { throw .malformedToken }
            self.keyID = bytes
        } else {
            keyID = nil
        }
        signedBytes = bytes[..<parts[1].endIndex]
        self.payload = payload
        self.signature = signature
    }

    private static func header(_ bytes: [UInt8]) throws(AuthenticationError) -> JSONNode {
        guard let header = try? JSONDocument(bytes).root, header.members != nil else {
            throw .malformedToken
        }
        guard header.member("crit") == nil else { throw .unsupportedToken }
        if let type = header.member("typ") {
            guard let name = type.string, types.contains(name.lowercased()) else {
                throw .unsupportedToken
            }
        }
        return header
    }

    /// Whether this is the one form that has no signature; it is named for the log's sake.
    private static func isUnsigned(_ parts: [ArraySlice<UInt8>]) -> Bool {
        guard parts.count == 3, parts[2].isEmpty, let header = Base64URL.decode(parts[0]) else {
            return false
        }
        return (try? JSONDocument(header))?.root.member("alg") != nil
    }
}

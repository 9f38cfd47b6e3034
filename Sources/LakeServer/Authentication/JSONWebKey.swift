package import JWTKit
package import LakeModel

/// A public key of a JSON Web Key Set (RFC 7517 section 4), checked beyond what the syntax asks.
package struct JSONWebKey: Sendable {
    /// What the key is, and its public numbers in base64url.
    package enum Material: Hashable, Sendable {
        /// `kty` RSA: modulus and exponent.
        case rsa(modulus: String, exponent: String)
        /// `kty` EC: curve and point.
        case ellipticCurve(curve: String, x: String, y: String)
        /// `kty` OKP on Ed25519.
        case edwards(x: String)
    }

    /// The `kid`.
    package let keyID: [UInt8]?
    /// The `alg`; when present, the only algorithm that this key is for.
    package let algorithm: String?
    /// What the key is.
    package let material: Material

    /// Reads a key; nil for one that cannot serve here: a secret, another use, a weak key, a key
    /// whose numbers are not what its type says.
    ///
    /// A set may hold such keys for others to use.
    package init?(_ value: JSONNode) {
        if let use = value.member("use"), !use.isExactly("sig") { return nil }
        if let operations = value.member("key_ops"), !operations.isOrHolds("verify") { return nil }
        if let algorithm = value.member("alg") {
            guard let name = algorithm.string else { return nil }
            self.algorithm = name
        } else {
            algorithm = nil
        }
        keyID = value.member("kid")?.stringBytes
        guard let material = Self.material(value) else { return nil }
        self.material = material
    }

    private static func material(_ value: JSONNode) -> Material? {
        switch value.member("kty")?.string {
        case "RSA":
            guard let modulus = number("n", in: value), let exponent = number("e", in: value),
                isStrong(modulus: modulus.bytes, exponent: exponent.bytes)
            else { return nil }
            return .rsa(modulus: modulus.text, exponent: exponent.text)
        case "EC":
            guard let curve = value.member("crv")?.string, let x = number("x", in: value),
                let y = number("y", in: value)
            else { return nil }
            return .ellipticCurve(curve: curve, x: x.text, y: y.text)
        case "OKP":
            guard value.member("crv")?.isExactly("Ed25519") == true, let x = number("x", in: value),
                x.bytes.count == 32
            else { return nil }
            return .edwards(x: x.text)
        default:
            return nil
        }
    }

    private static func number(
        _ name: String,
        in value: JSONNode
    ) -> (text: String, bytes: [UInt8])? {
        guard let text = value.member(name)?.string, let bytes = Base64URL.decode(text.utf8),
            !bytes.isEmpty
        else { return nil }
        return (text, bytes)
    }

    /// At least 2048 bits (RFC 7518 section 3.3), at most 8192, an odd exponent of more than 1 in at
    /// most 32 bits, and no trace of the ROCA generator.
    private static func isStrong(modulus: [UInt8], exponent: [UInt8]) -> Bool {
        let significant = modulus.drop { $0 == 0 }
        let bitCount = significant.count * 8 - (significant.first?.leadingZeroBitCount ?? 0)
        let publicExponent = exponent.drop { $0 == 0 }
        guard (2048...8192).contains(bitCount), publicExponent.count <= 4,
            publicExponent.last.map({ $0 & 1 == 1 }) == true, Array(publicExponent) != [1]
        else { return false }
        return !RSAModulus.isVulnerableToROCA(modulus)
    }

    /// Whether this key is for `algorithm`: by its `alg` if it names one, and always by its type.
    package func isUsable(for algorithm: SignatureAlgorithm) -> Bool {
        if let pinned = self.algorithm, pinned != algorithm.rawValue { return false }
        switch (material, algorithm.family) {
        case (.rsa, .rsa), (.edwards, .edwards): return true
        case (.ellipticCurve(let curve, let x, let y), .ellipticCurve(let name, let size)):
            return curve == name && Base64URL.decode(x.utf8)?.count == size
                && Base64URL.decode(y.utf8)?.count == size
        default: return false
        }
    }

    /// The key as the signature library takes it.
    package func jwk(for algorithm: SignatureAlgorithm, named name: JWKIdentifier) -> JWK? {
        guard let libraryAlgorithm = JWK.Algorithm(rawValue: algorithm.rawValue) else { return nil }
        switch material {
        case .rsa(let modulus, let exponent):
            return .rsa(libraryAlgorithm, identifier: name, modulus: modulus, exponent: exponent)
        case .ellipticCurve(let curve, let x, let y):
            return .ecdsa(
                libraryAlgorithm,
                identifier: name,
                x: x,
                y: y,
                curve: ECDSACurve(rawValue: curve)
            )
        case .edwards(let x):
            return .octetKeyPair(
                libraryAlgorithm,
                identifier: name,
                x: x,
                y: nil,
                curve: .ed25519
            )
        }
    }
}

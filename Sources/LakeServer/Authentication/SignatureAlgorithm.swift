/// A signature algorithm of JSON Web Tokens that this server verifies.
///
/// `none` is no case of it, so that an unsigned token has no way in. The raw value is the `alg` of
/// RFC 7518 section 3.1 and RFC 8037 section 3.1.
public enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = "RS256"
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    case rs384 = "RS384"
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    case rs512 = "RS512"
    /// RSASSA-PSS with SHA-256.
    case ps256 = "PS256"
    /// RSASSA-PSS with SHA-384.
    case ps384 = "PS384"
    /// RSASSA-PSS with SHA-512.
    case ps512 = "PS512"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384.
    case es384 = "ES384"
    /// Ed25519.
    case edDSA = "EdDSA"
    /// HMAC with SHA-256 and a secret that the issuer shares with this server.
    case hs256 = "HS256"

    /// What a key must be to verify this algorithm.
    package enum KeyFamily: Hashable, Sendable {
        /// `kty` RSA.
        case rsa
        /// `kty` EC on this curve, whose coordinates have this many bytes.
        case ellipticCurve(name: String, coordinateSize: Int)
        /// `kty` OKP, curve Ed25519.
        case edwards
        /// A shared secret, which no key set may carry.
        case symmetric
    }

    /// What a key must be to verify this algorithm.
    package var family: KeyFamily {
        switch self {
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa
        case .es256: .ellipticCurve(name: "P-256", coordinateSize: 32)
        case .es384: .ellipticCurve(name: "P-384", coordinateSize: 48)
        case .edDSA: .edwards
        case .hs256: .symmetric
        }
    }

    /// Whether a public key verifies this algorithm.
    package var isAsymmetric: Bool { family != .symmetric }
}

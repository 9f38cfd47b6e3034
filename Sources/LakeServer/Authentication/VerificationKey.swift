import Crypto
import JWTKit

/// A key that confirms signatures, pinned to the algorithms it may be used for.
///
/// The algorithm is the key's, never the token's: a token's `alg` only selects among what the key
/// allows, so an RSA key cannot be made to confirm an HMAC (RFC 8725 section 3.1).
package struct VerificationKey: Sendable {
    /// The key's name in its set.
    package let keyID: [UInt8]?
    private let verifiers: [SignatureAlgorithm: any JWTAlgorithm]

    /// The algorithms this key confirms; never empty.
    package var algorithms: Set<SignatureAlgorithm> { Set(verifiers.keys) }

    /// Creates the key that a shared secret is.
    package init(secret: SharedSecret) async throws {
        keyID = nil
        let collection = JWTKeyCollection()
        await collection.add(hmac: HMACKey(from: secret.bytes), digestAlgorithm: .sha256)
        verifiers = [.hs256: try await collection.getKey()]
    }

    /// Creates a key of a key set, for those of `algorithms` that it is for; nil when it is for none.
    package init?(
        _ key: JSONWebKey,
        for algorithms: Set<SignatureAlgorithm>
    ) async {
        var verifiers: [SignatureAlgorithm: any JWTAlgorithm] = [:]
        for algorithm in algorithms where key.isUsable(for: algorithm) {
            let collection = JWTKeyCollection()
            let name = JWKIdentifier(string: "key")
            guard let jwk = key.jwk(for: algorithm, named: name),
                (try? await collection.add(jwk: jwk)) != nil,
                let verifier = try? await collection.getKey(for: name, alg: algorithm.rawValue)
            else { continue }
            verifiers[algorithm] = verifier
        }
        guard !verifiers.isEmpty else { return nil }
        keyID = key.keyID
        self.verifiers = verifiers
    }

    /// Checks a token's signature.
    package func verify(_ token: SignedToken) throws(AuthenticationError) {
        guard let verifier = verifiers[token.algorithm] else { throw .algorithmRefused }
        // The library throws for signatures of a wrong length; all of that is one thing here.
        guard (try? verifier.verify(token.signature, signs: token.signedBytes)) == true else {
            throw .badSignature
        }
    }
}

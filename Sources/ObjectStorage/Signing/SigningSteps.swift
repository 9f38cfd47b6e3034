/// A signature and what it was made of: for tests, and for finding out why one is refused.
package struct SigningSteps: Sendable {
    /// The request as both sides spell it.
    package let canonicalRequest: CanonicalRequest
    /// What the key signs: algorithm, time, scope, and the canonical request's digest.
    package let stringToSign: String
    /// The signature, 64 hexadecimal digits.
    package let signature: String
}

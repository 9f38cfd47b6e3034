import Crypto

/// The SHA-256 of a token: what a verified token is remembered by, so that no token is kept.
package struct TokenDigest: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    /// Hashes a token.
    package init(_ token: some Sequence<UInt8>) {
        var words = SIMD4<UInt64>.zero
        for (index, byte) in SHA256.hash(data: Array(token)).enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.words = words
    }
}

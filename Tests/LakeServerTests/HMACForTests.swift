import Crypto

/// HMAC with SHA-256, as an attacker would compute it.
func hmac(_ text: String, key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
}

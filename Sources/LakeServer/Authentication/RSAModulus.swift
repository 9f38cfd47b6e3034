/// What can be told about an RSA key from its modulus alone.
package enum RSAModulus {
    /// Odd primes below 168 modulo which 65537 generates few enough residues to tell.
    private static let primes: [UInt32] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
        101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]

    /// Whether the modulus bears the mark of CVE-2017-15361 (ROCA), whose keys can be factored.
    ///
    /// The faulty generator made primes that are powers of 65537 modulo the product of small primes,
    /// so its moduli are such powers modulo each of them: chance does that once in 2^27 moduli.
    /// Source: Nemec et al., "The Return of Coppersmith's Attack", section 2.
    package static func isVulnerableToROCA(_ modulus: [UInt8]) -> Bool {
        primes.allSatisfy { prime in
            let residue = modulus.reduce(UInt32(0)) { ($0 << 8 | UInt32($1)) % prime }
            return isPowerOf65537(residue, modulo: prime)
        }
    }

    private static func isPowerOf65537(_ residue: UInt32, modulo prime: UInt32) -> Bool {
        var power: UInt32 = 1
        repeat {
            if power == residue { return true }
            power = power * (65_537 % prime) % prime
        } while power != 1
        return false
    }
}

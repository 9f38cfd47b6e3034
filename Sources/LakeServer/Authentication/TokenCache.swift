/// Tokens whose signature was verified, so that the next request with the same one need not.
///
/// Bounded by count and forgetting what was not used lately: entries live in a young and an old half;
/// a hit moves its entry to the young one, and when that is full, the old one is dropped whole. A value:
/// the owner holds the lock.
package struct TokenCache: Sendable {
    /// What was found out about a token.
    package struct Entry: Hashable, Sendable {
        /// Who it is.
        package let principal: Principal
        /// The second since 1970 from which on the token is refused.
        package let expiry: Int64
        /// The issuer's place in the settings.
        package let issuer: Int
        /// The generation of the keys that confirmed it.
        package let generation: UInt64

        /// Creates an entry.
        package init(principal: Principal, expiry: Int64, issuer: Int, generation: UInt64) {
            self.principal = principal
            self.expiry = expiry
            self.issuer = issuer
            self.generation = generation
        }
    }

    private let halfCountMax: Int
    private var young: [TokenDigest: Entry] = [:]
    private var old: [TokenDigest: Entry] = [:]

    /// The number of tokens remembered.
    package var count: Int { young.count + old.count }

    /// Creates an empty cache of at most `countMax` tokens; 0 remembers nothing.
    package init(countMax: Int) {
        precondition(countMax >= 0)
        halfCountMax = countMax / 2
    }

    /// What is remembered of a token that has not expired.
    package mutating func entry(for token: TokenDigest, at now: Int64) -> Entry? {
        if let entry = young[token] {
            if now < entry.expiry { return entry }
            young[token] = nil
            return nil
        }
        guard let entry = old.removeValue(forKey: token), now < entry.expiry else { return nil }
        remember(entry, for: token)
        return entry
    }

    /// Remembers a token.
    package mutating func remember(_ entry: Entry, for token: TokenDigest) {
        guard halfCountMax > 0 else { return }
        if young.count >= halfCountMax, young[token] == nil {
            old = young
            young = [:]
        }
        old[token] = nil
        young[token] = entry
    }

    /// Forgets a token.
    package mutating func forget(_ token: TokenDigest) {
        young[token] = nil
        old[token] = nil
    }
}

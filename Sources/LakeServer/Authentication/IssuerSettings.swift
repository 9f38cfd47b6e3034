/// An issuer of bearer tokens that this server trusts, and how far.
public struct IssuerSettings: Hashable, Sendable {
    /// The `iss` that its tokens carry, byte for byte.
    public let issuer: String
    /// What a token's `aud` must be, or contain when it is an array.
    public let audience: String
    /// The algorithms its tokens may be signed with.
    ///
    /// Default: RS256 and ES256; HS256 for a secret.
    public let algorithms: Set<SignatureAlgorithm>
    /// The claim that names the tenant, for example `custom:tenantId`.
    public let tenantClaim: ClaimPath
    /// Which tokens are an operator's.
    ///
    /// Default: none.
    public let adminRule: AdminRule?
    /// Where its keys come from.
    public let keys: KeySource

    /// Creates the settings of an issuer.
    ///
    /// - Throws: ``AuthenticationSettingsError`` when a shared secret meets any algorithm but HS256, or a
    ///   key set meets HS256: then a public key could be taken for a secret (RFC 8725 section 2.1).
    public init(
        issuer: String,
        audience: String,
        keys: KeySource,
        tenantClaim: ClaimPath,
        algorithms: Set<SignatureAlgorithm>? = nil,
        adminRule: AdminRule? = nil
    ) throws(AuthenticationSettingsError) {
        var isSecret = false
        if case .secret = keys { isSecret = true }
        let allowed = algorithms ?? (isSecret ? [.hs256] : [.rs256, .es256])
        guard !issuer.isEmpty, !audience.isEmpty else {
            throw .init("an issuer has an 'iss' and an 'aud', neither of them empty")
        }
        guard !allowed.isEmpty, allowed.allSatisfy({ $0.isAsymmetric != isSecret }) else {
            throw .init("an issuer with a secret signs by HS256, one with a key set never does")
        }
        if case .url(let address) = keys, !Self.isTrustworthy(address) {
            throw .init("a key set's address begins with https://, or http:// on this machine")
        }
        self.issuer = issuer
        self.audience = audience
        self.algorithms = allowed
        self.tenantClaim = tenantClaim
        self.adminRule = adminRule
        self.keys = keys
    }

    /// Keys that come over plain HTTP could be anybody's; only this machine is exempt, for tests.
    private static func isTrustworthy(_ address: String) -> Bool {
        if address.hasPrefix("https://") { return true }
        return ["127.0.0.1", "localhost", "[::1]"].contains { host in
            address.hasPrefix("http://\(host):") || address.hasPrefix("http://\(host)/")
        }
    }
}

import Crypto
public import LakeModel

/// Issues the tokens that `--dev` accepts.
public struct DevelopmentTokens: Sendable {
    /// Their `iss`.
    ///
    /// No configured issuer may bear this name.
    public static let issuer = "lakewriter-dev"
    /// Their `aud`.
    public static let audience = "lakewriter"

    private static let tenantClaim = "tenant"
    private static let roleClaim = "role"
    private static let adminRole = "admin"

    private let key: DevelopmentKey
    private let secondsSinceEpoch: @Sendable () -> Int64

    /// Creates an issuer of development tokens.
    public init(key: DevelopmentKey, secondsSinceEpoch: @escaping @Sendable () -> Int64) {
        self.key = key
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Issues a token.
    ///
    /// - Parameters:
    ///   - tenant: Whose token it is; nil only for an operator who acts for nobody.
    ///   - isAdmin: Whether it is an operator's.
    ///   - lifetime: How long it counts, at least a second.
    /// - Returns: The token, of which `Authorization: Bearer` takes all.
    public func issue(
        tenant: TenantID?,
        isAdmin: Bool = false,
        validFor lifetime: Duration
    ) -> String {
        let now = secondsSinceEpoch()
        var header = JSONWriter(capacity: 32)
        header.object { header in
            header.member("alg", SignatureAlgorithm.hs256.rawValue)
            header.member("typ", "JWT")
        }
        var payload = JSONWriter()
        payload.object { payload in
            payload.member("iss", Self.issuer)
            payload.member("aud", Self.audience)
            payload.member("iat", now)
            payload.member("exp", now + max(1, lifetime.components.seconds))
            if let tenant { payload.member(Self.tenantClaim, tenant.name) }
            if isAdmin { payload.member(Self.roleClaim, Self.adminRole) }
        }
        let signed = "\(Base64URL.encode(header.bytes)).\(Base64URL.encode(payload.bytes))"
        let signature = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8),
            using: SymmetricKey(data: key.secret.bytes)
        )
        return "\(signed).\(Base64URL.encode(signature))"
    }

    /// How the authenticator is told of these tokens.
    static func issuerSettings(
        _ key: DevelopmentKey
    ) throws(AuthenticationSettingsError) -> IssuerSettings {
        try IssuerSettings(
            issuer: issuer,
            audience: audience,
            keys: .secret(key.secret),
            tenantClaim: ClaimPath(tenantClaim),
            adminRule: AdminRule(claim: ClaimPath(roleClaim), value: adminRole)
        )
    }
}

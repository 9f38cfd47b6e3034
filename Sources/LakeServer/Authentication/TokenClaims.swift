import LakeModel

/// The claims of a token: parsed before its signature is checked, believed only afterwards.
package struct TokenClaims: Sendable {
    private let payload: JSONNode

    /// Parses a payload.
    ///
    /// A claim that stands twice makes the whole token malformed: two readers would see two tenants.
    package init(_ bytes: [UInt8]) throws(AuthenticationError) {
        guard let payload = try? JSONDocument(bytes).root, payload.members != nil else {
            throw .malformedToken
        }
        self.payload = payload
    }

    /// The `iss`, which chooses the keys that then must confirm it.
    package var issuer: [UInt8]? { payload.member("iss")?.stringBytes }

    /// Checks what the issuer's settings ask for, and says who this is and until when.
    ///
    /// - Parameters:
    ///   - issuer: The issuer that the keys have confirmed.
    ///   - now: Seconds since 1970.
    ///   - leeway: Seconds that the issuer's clock may be off.
    /// - Returns: Who this is, and the second since 1970 from which on the token is refused.
    /// - Throws: ``AuthenticationError`` for the first claim that does not hold.
    package func principal(
        under issuer: IssuerSettings,
        now: Int64,
        leeway: Int64
    ) throws(AuthenticationError) -> (Principal, expiry: Int64) {
        let expiry = try checkTimes(now: now, leeway: leeway)
        guard isMeantFor(issuer.audience) else { throw .wrongAudience }
        let isAdmin = issuer.adminRule?.matches(payload) ?? false
        guard let claim = issuer.tenantClaim.value(in: payload) else {
            guard isAdmin else { throw .noTenant }
            return (.admin(), expiry)
        }
        guard let name = claim.string, let tenant = try? TenantID(name) else { throw .noTenant }
        return (isAdmin ? .admin(actingFor: tenant) : .tenant(tenant), expiry)
    }

    private func checkTimes(now: Int64, leeway: Int64) throws(AuthenticationError) -> Int64 {
        guard let expiryClaim = payload.member("exp") else { throw .noExpiry }
        let expiry = try Self.seconds(expiryClaim) + leeway
        guard now < expiry else { throw .expired }
        if let start = payload.member("nbf") {
            guard try now >= Self.seconds(start) - leeway else { throw .notYetValid }
        }
        return expiry
    }

    private func isMeantFor(_ audience: String) -> Bool {
        payload.member("aud")?.isOrHolds(audience) ?? false
    }

    /// A `NumericDate` (RFC 7519 section 2), its fraction cut off.
    private static func seconds(_ value: JSONNode) throws(AuthenticationError) -> Int64 {
        // Within this bound a double holds every integer, and no sum below overflows.
        let secondsMax = 9_007_199_254_740_992.0
        guard let number = value.double, number.magnitude <= secondsMax else {
            throw .malformedToken
        }
        return Int64(number.rounded(.down))
    }
}

public import Logging
import Synchronization

/// Says who sends a request, by its bearer token.
///
/// A token counts when a configured issuer's key confirms it, for this audience, at this time, and its
/// tenant claim is a tenant's name (RFC 7519 section 7.2, RFC 8725). What was verified is
/// remembered until it expires or the issuer's keys change, so that the hot path costs one hash.
public final class Authenticator: Sendable {
    private let issuers: [IssuerKeys]
    private let byName: [[UInt8]: Int]
    private let leeway: Int64
    private let secondsSinceEpoch: @Sendable () -> Int64
    private let cache: Mutex<TokenCache>

    /// Creates an authenticator; keys are loaded by ``warm()`` or when the first token needs them.
    ///
    /// - Parameters:
    ///   - settings: Whom to trust.
    ///   - developmentKey: Under `--dev`, the key that development tokens are signed with. Without it
    ///     their issuer does not exist.
    ///   - fetch: Fetches key sets; never called when no issuer's keys lie at an address.
    ///   - secondsSinceEpoch: The wall clock.
    ///   - logger: Where failed loads of keys are told.
    /// - Throws: ``AuthenticationSettingsError`` when two issuers bear one name, or one that of the
    ///   development tokens.
    public init(
        settings: AuthenticationSettings,
        developmentKey: DevelopmentKey? = nil,
        fetch: @escaping KeySetFetch,
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        logger: Logger
    ) throws(AuthenticationSettingsError) {
        let reserved = DevelopmentTokens.issuer
        guard !settings.issuers.contains(where: { $0.issuer == reserved }) else {
            throw .init("the issuer '\(reserved)' is reserved for development tokens")
        }
        var all = settings.issuers
        if let developmentKey { all.append(try DevelopmentTokens.issuerSettings(developmentKey)) }
        var byName: [[UInt8]: Int] = [:]
        for (index, issuer) in all.enumerated() {
            guard byName.updateValue(index, forKey: Array(issuer.issuer.utf8)) == nil else {
                throw .init("the issuer '\(issuer.issuer)' is configured twice")
            }
        }
        issuers = all.map { issuer in
            IssuerKeys(
                issuer,
                schedule: settings.schedule(for: issuer.keys),
                loader: KeyLoader(
                    settings: issuer,
                    fetch: fetch,
                    fetchTimeout: settings.keySetFetchTimeout
                ),
                secondsSinceEpoch: secondsSinceEpoch,
                logger: logger
            )
        }
        self.byName = byName
        self.secondsSinceEpoch = secondsSinceEpoch
        leeway = settings.clockLeeway.components.seconds
        cache = Mutex(TokenCache(countMax: settings.tokenCacheCountMax))
    }

    /// Loads every issuer's keys, so that the first requests need not wait.
    ///
    /// A failure is logged and tried again when a token asks for it.
    public func warm() async {
        await withTaskGroup { group in
            for issuer in issuers { group.addTask { await issuer.warm() } }
        }
    }

    /// Who a token is, when it was verified before and still counts.
    ///
    /// Waits for nothing.
    package func remembered(_ token: some Sequence<UInt8>) -> Principal? {
        let digest = TokenDigest(token)
        let now = secondsSinceEpoch()
        guard let entry = cache.withLock({ $0.entry(for: digest, at: now) }) else { return nil }
        guard issuers[entry.issuer].currentGeneration(at: now) == entry.generation else {
            cache.withLock { $0.forget(digest) }
            return nil
        }
        return entry.principal
    }

    /// Who a token is.
    ///
    /// Checks its signature, and may wait for an issuer's keys.
    package func authenticate(
        _ token: some Collection<UInt8> & Sendable
    ) async throws(AuthenticationError) -> Principal {
        try await verified(token).principal
    }

    /// Who a token is, and the second since 1970 from which on its issuer no longer says so.
    ///
    /// Checks its signature, and may wait for an issuer's keys.
    package func verified(
        _ token: some Collection<UInt8> & Sendable
    ) async throws(AuthenticationError) -> (principal: Principal, expiry: Int64) {
        let signed = try SignedToken(token)
        let claims = try TokenClaims(signed.payload)
        guard let name = claims.issuer, let index = byName[name] else { throw .unknownIssuer }
        let issuer = issuers[index]
        guard issuer.settings.algorithms.contains(signed.algorithm) else {
            throw .algorithmRefused
        }
        let (key, generation) = try await issuer.key(named: signed.keyID)
        try key.verify(signed)
        let (principal, expiry) = try claims.principal(
            under: issuer.settings,
            now: secondsSinceEpoch(),
            leeway: leeway
        )
        let entry = TokenCache.Entry(
            principal: principal,
            expiry: expiry,
            issuer: index,
            generation: generation
        )
        let digest = TokenDigest(token)
        cache.withLock { $0.remember(entry, for: digest) }
        return (principal, expiry - leeway)
    }
}

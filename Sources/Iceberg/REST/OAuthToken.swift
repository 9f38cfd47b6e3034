import LakeModel
import ObjectStorage

/// A token that an OAuth2 server gave.
///
/// Source: RFC 6749, sections 5.1 and 5.2.
struct OAuthToken: Hashable {
    /// The token; prints `******`.
    let secret: Secret
    /// Until when it holds; nil when the server does not say.
    let expiration: UnixTime?
    /// From when on another one is asked for: when a tenth of its time is left, at most a minute
    /// and a half, so that no request is overtaken by the expiry on its way.
    let renewal: UnixTime?

    /// Reads a server's answer; nil when it holds no bearer token.
    init?(_ body: [UInt8], at now: UnixTime) {
        guard let root = try? JSONDocument(body).root, let token = root["access_token"]?.string,
            !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            root["token_type"]?.string.map({ $0.lowercased() == "bearer" }) ?? true
        else { return nil }
        secret = Secret(token)
        let seconds = root["expires_in"]?.integer.map { max(0, min($0, 365 * 86_400)) }
        expiration = seconds.map { now + .seconds($0) }
        renewal = seconds.map { now + .seconds($0 - min(90, $0 / 10)) }
    }
}

public import ObjectStorage

/// Who asks an OAuth2 server for tokens, as Iceberg's clients are told it.
///
/// Source: RFC 6749, section 4.4; Apache Iceberg, "REST catalog", `credential`, `scope`,
/// `oauth2-server-uri`.
public struct OAuthClient: Hashable, Sendable {
    /// The client's public name; nil where the secret says it all.
    public let id: String?
    /// Its secret.
    public let secret: Secret
    /// What the token is for; `catalog`.
    public let scope: String
    /// Where tokens are given; nil: the catalog's own `/v1/oauth/tokens`.
    public let server: RESTAddress?

    /// Creates a client of `<id>:<secret>`, or of a secret alone.
    public init(credential: String, scope: String = "catalog", server: RESTAddress? = nil) {
        let colon = credential.firstIndex(of: ":")
        id = colon.map { String(credential[..<$0]) }
        secret = Secret(
            colon.map { String(credential[credential.index(after: $0)...]) } ?? credential
        )
        self.scope = scope
        self.server = server
    }
}

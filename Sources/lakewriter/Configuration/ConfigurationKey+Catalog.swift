extension ConfigurationKey {
    static let catalogCommitInterval = ConfigurationKey(
        path: "catalog.commit-interval",
        fallback: "0s",
        help: "How long a table's files wait for more, to be committed together; 0s: not at all."
    )
    static let catalogSingleWriter = ConfigurationKey(
        path: "catalog.single-writer",
        fallback: "false",
        help:
            "This server alone writes to the lake: serve also where the store heeds no conditions."
    )
    static let catalogAccess = ConfigurationKey(
        path: "catalog.access",
        fallback: "auto",
        help: "How the catalog's readers get at files: auto, sts, sign, off."
    )
    static let catalogRole = ConfigurationKey(
        path: "catalog.sts-role",
        fallback: nil,
        help: "The role whose credentials are handed to readers, for their tenant's prefixes only."
    )
    static let catalogTokenService = ConfigurationKey(
        path: "catalog.sts-endpoint",
        fallback: nil,
        help: "Where AssumeRole is answered; without it Amazon's STS, or the store itself."
    )
    static let catalogSessionDuration = ConfigurationKey(
        path: "catalog.sts-duration",
        fallback: "1h",
        help: "How long credentials of readers hold, 15m to 12h."
    )
    static let catalogURI = ConfigurationKey(
        path: "catalog.uri",
        fallback: nil,
        help: "Somebody else's Iceberg REST catalog to commit to; without it, the lake's own."
    )
    static let catalogWarehouse = ConfigurationKey(
        path: "catalog.warehouse",
        fallback: nil,
        help: "Which warehouse of that catalog."
    )
    static let catalogToken = ConfigurationKey(
        path: "catalog.token",
        fallback: nil,
        help: "A bearer token for that catalog; better given by the environment.",
        isSecret: true
    )
    static let catalogCredential = ConfigurationKey(
        path: "catalog.credential",
        fallback: nil,
        help: "An OAuth2 client of that catalog, id:secret; better given by the environment.",
        isSecret: true
    )
    static let catalogScope = ConfigurationKey(
        path: "catalog.scope",
        fallback: "catalog",
        help: "What OAuth2 tokens are asked for."
    )
    static let catalogTokenServer = ConfigurationKey(
        path: "catalog.oauth2-server-uri",
        fallback: nil,
        help: "Where OAuth2 tokens are asked for; without it, /v1/oauth/tokens of that catalog."
    )

    /// The keys of commits, of readers' access and of an external catalog.
    static let catalog = [
        catalogCommitInterval, catalogSingleWriter,
        catalogAccess, catalogRole, catalogTokenService, catalogSessionDuration,
        catalogURI, catalogWarehouse, catalogToken, catalogCredential, catalogScope,
        catalogTokenServer,
    ]
}

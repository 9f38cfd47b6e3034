import ObjectStorage

/// Keeps the token that requests to a catalog carry, and asks for another one in good time.
///
/// One request for a token is under way at a time, whoever waits for it.
actor RESTTokens {
    private typealias Outcome = Result<OAuthToken, CatalogError>

    private let authentication: RESTCatalogSettings.Authentication
    private let http: any HTTPClient
    private let runtime: ObjectStoreRuntime
    private var kept: OAuthToken?
    private var fetching: Task<Outcome, Never>?

    init(
        _ authentication: RESTCatalogSettings.Authentication,
        http: any HTTPClient,
        runtime: ObjectStoreRuntime
    ) {
        self.authentication = authentication
        self.http = http
        self.runtime = runtime
    }

    /// The token for a request to the catalog at `uri`; nil where it asks for none.
    func token(_ uri: RESTAddress) async throws(CatalogError) -> Secret? {
        switch authentication {
        case .none: return nil
        case .bearer(let token): return token
        case .clientCredentials(let client): return try await token(client, uri).secret
        }
    }

    /// The catalog refused this token: the next request gets another one.
    ///
    /// - Returns: whether there can be another one.
    func invalidate(_ token: Secret?) -> Bool {
        guard case .clientCredentials = authentication else { return false }
        if kept?.secret == token { kept = nil }
        return true
    }

    private func token(
        _ client: OAuthClient,
        _ uri: RESTAddress
    ) async throws(CatalogError) -> OAuthToken {
        let now = runtime.now()
        if let kept, kept.renewal.map({ now < $0 }) ?? true { return kept }
        switch await fetch(client, uri) {
        case .success(let token): return token
        case .failure(let error):
            // A server that is away is no failure while the token at hand still holds.
            guard let kept, let expiration = kept.expiration, runtime.now() < expiration else {
                throw error
            }
            return kept
        }
    }

    private func fetch(_ client: OAuthClient, _ uri: RESTAddress) async -> Outcome {
        if let fetching { return await fetching.value }
        let task = Task { [http, runtime] in await Self.fetch(client, uri, http, runtime) }
        fetching = task
        let outcome = await task.value
        fetching = nil
        if case .success(let token) = outcome { kept = token }
        return outcome
    }

    private static func fetch(
        _ client: OAuthClient,
        _ uri: RESTAddress,
        _ http: any HTTPClient,
        _ runtime: ObjectStoreRuntime
    ) async -> Outcome {
        let url = client.server?.description ?? "\(uri)/v1/oauth/tokens"
        var fields: [SigningRequest.Pair] = [
            .init("grant_type", "client_credentials"),
            .init("client_secret", client.secret.exposed), .init("scope", client.scope),
        ]
        if let id = client.id { fields.append(.init("client_id", id)) }
        let request = HTTPRequest(
            method: "POST",
            url: url,
            headers: [
                HTTPHeader("content-type", "application/x-www-form-urlencoded"),
                HTTPHeader("accept", "application/json"),
            ],
            body: Array(CanonicalRequest.query(fields).utf8),
            // A token is a few kilobytes.
            responseBytesMax: 256 << 10
        )
        do throws(HTTPFailure) {
            let response = try await http.send(request)
            guard response.status == 200 else {
                return .failure(RESTErrorReply(response, now: runtime.now()).tokenError(url))
            }
            guard let token = OAuthToken(response.body, at: runtime.now()) else {
                return .failure(CatalogError(.denied, "\(url) answered with no bearer token"))
            }
            return .success(token)
        } catch {
            let code: CatalogError.Code = error.kind == .untrusted ? .denied : .unavailable
            return .failure(CatalogError(code, "no token from \(url): \(error.message)"))
        }
    }
}

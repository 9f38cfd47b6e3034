import LakeModel
import ObjectStorage

/// Sends requests to a catalog: with its token, and again where that is safe.
struct RESTConnection: Sendable {
    /// What becomes of a request that got no good answer.
    enum Kind: Hashable {
        /// It changes nothing: it is sent again.
        case read
        /// It changes something, and is sent once.
        case write
    }

    /// The longest answer that is taken in: the metadata of a table with tens of thousands of
    /// snapshots, which grows by half a kilobyte each.
    static let answerBytesMax = 64 << 20

    let settings: RESTCatalogSettings
    let http: any HTTPClient
    let tokens: RESTTokens
    let runtime: ObjectStoreRuntime

    /// Sends a request.
    ///
    /// A refused token is replaced, and the request sent once more: a catalog that refuses the
    /// token has done nothing.
    ///
    /// - Returns: the answer, whatever its status.
    /// - Throws: `.commitStateUnknown` when a write got no answer, `.unavailable` when it never
    ///   left, and for reads.
    func send(
        _ kind: Kind,
        _ method: String,
        _ url: String,
        body: [UInt8]? = nil
    ) async throws(CatalogError) -> HTTPResponse {
        var retry = Retry(settings.retry)
        let begun = runtime.uptime()
        var hasRenewed = false
        while true {
            let token = try await tokens.token(settings.uri)
            let error: CatalogError
            do throws(HTTPFailure) {
                let response = try await http.send(request(method, url, body, token))
                let isRefused = response.status == 401 || response.status == 419
                if isRefused, !hasRenewed, await tokens.invalidate(token) {
                    hasRenewed = true
                    continue
                }
                guard kind == .read, Self.passes(response.status) else { return response }
                let reply = RESTErrorReply(response, now: runtime.now())
                error = reply.error("\(method) \(url)", absent: .noSuchTable)
            } catch let failure {
                error = Self.error(failure, kind, "\(method) \(url)")
            }
            guard kind == .read, error.code == .unavailable else { throw error }
            let action = retry.failed(
                .pause(atLeast: error.retryAfter),
                elapsed: runtime.uptime() - begun,
                draw: runtime.random()
            )
            guard case .wait(let pause) = action else { throw error }
            await runtime.sleep(pause)
            guard !Task.isCancelled else { throw error }
        }
    }

    /// Whether a status may be another one soon.
    private static func passes(_ status: Int) -> Bool { status == 429 || status >= 500 }

    private func request(
        _ method: String,
        _ url: String,
        _ body: [UInt8]?,
        _ token: Secret?
    ) -> HTTPRequest {
        var headers = [HTTPHeader("accept", "application/json")]
        if body != nil { headers.append(HTTPHeader("content-type", "application/json")) }
        if let token { headers.append(HTTPHeader("authorization", "Bearer \(token.exposed)")) }
        return HTTPRequest(
            method: method,
            url: url,
            headers: headers,
            body: body,
            responseBytesMax: Self.answerBytesMax
        )
    }

    private static func error(
        _ failure: HTTPFailure,
        _ kind: Kind,
        _ action: String
    ) -> CatalogError {
        let text = "\(action): \(failure.message)"
        switch failure.kind {
        case .notSent:
            return CatalogError(.unavailable, text + "; is the catalog running there?")
        case .untrusted: return CatalogError(.denied, text + "; check catalog.uri")
        case .maybeSent, .cancelled, .tooLong:
            if kind == .write { return CatalogError(.commitStateUnknown, text) }
            // What is too long now is too long the next time.
            return CatalogError(failure.kind == .tooLong ? .corrupt : .unavailable, text)
        }
    }
}

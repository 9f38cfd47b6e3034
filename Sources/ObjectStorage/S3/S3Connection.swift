import Synchronization

/// Signs requests, sends them, and tries again what may succeed later.
package final class S3Connection: Sendable {
    private struct State {
        var clockDifference: Duration = .zero
        var budget = RetryBudget()
    }

    /// How the bucket is reached.
    package let settings: S3Settings
    private let http: any HTTPClient
    private let credentials: CredentialsCache
    private let runtime: ObjectStoreRuntime
    private let state = Mutex(State())

    /// Creates a connection; nothing is sent yet.
    package init(
        settings: S3Settings,
        http: any HTTPClient,
        credentials: CredentialsCache,
        runtime: ObjectStoreRuntime
    ) {
        self.settings = settings
        self.http = http
        self.credentials = credentials
        self.runtime = runtime
    }

    /// Sends a request until it succeeds or nothing more helps.
    ///
    /// - Returns: an answer of status 2xx whose body is no error.
    package func send(_ request: S3Request) async throws(ObjectStoreError) -> HTTPResponse {
        var retry = Retry(settings.retry)
        let begun = runtime.uptime()
        var mayBeDone = false
        let payload = payload(request.body)
        while true {
            switch try await attempt(request, payload) {
            case .success(let response):
                state.withLock { $0.budget.deposit() }
                return response
            case .failure(let failure):
                let elapsed = runtime.uptime() - begun
                let action = retry.failed(failure.remedy, elapsed: elapsed, draw: runtime.random())
                guard case .wait(let pause) = action, mayRetry() else {
                    throw Self.outcome(failure, request, mayBeDoneBefore: mayBeDone)
                }
                mayBeDone = mayBeDone || failure.mayBeDone
                if pause > .zero { await runtime.sleep(pause) }
                guard !Task.isCancelled else {
                    throw Self.outcome(failure, request, mayBeDoneBefore: mayBeDone)
                }
            }
        }
    }

    /// What a caller is told at the end, when earlier tries may have been carried out.
    static func outcome(
        _ failure: S3Failure,
        _ request: S3Request,
        mayBeDoneBefore: Bool
    ) -> ObjectStoreError {
        let error = failure.error
        let hint = "; an earlier try of this request had no answer, and may have been carried out"
        switch error.code {
        case .unavailable where failure.mayBeDone || mayBeDoneBefore:
            let message = error.message + "; it may have been carried out"
            return ObjectStoreError(.outcomeUnknown, message, retryAfter: error.retryAfter)
        case .preconditionFailed where mayBeDoneBefore,
            .notFound where mayBeDoneBefore && request.operation == .completeMultipartUpload:
            // The tag that is gone, or the upload, may be gone by our own hand.
            return ObjectStoreError(.outcomeUnknown, error.message + hint, mayBeOwnWork: true)
        case _ where mayBeDoneBefore:
            return ObjectStoreError(error.code, error.message + hint, mayBeOwnWork: true)
        default: return error
        }
    }

    private func mayRetry() -> Bool {
        state.withLock { $0.budget.withdraw() }
    }

    private func payload(_ body: [UInt8]?) -> SigningRequest.Payload {
        switch settings.payloadHash {
        case .unsigned: .unsigned
        case .signed: .sha256(SigV4Signer.payloadHash(body ?? []))
        }
    }

    private func attempt(
        _ request: S3Request,
        _ payload: SigningRequest.Payload
    ) async throws(ObjectStoreError) -> Result<HTTPResponse, S3Failure> {
        let credentials = try await credentials.credentials()
        let signedAt = runtime.now() + state.withLock { $0.clockDifference }
        let message = signed(request, payload, credentials, signedAt)
        let reader = S3FailureReader(settings, request)
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try await http.send(message)
        } catch {
            return .failure(reader.failure(error))
        }
        let isCompletion = request.operation == .completeMultipartUpload
        if (200..<300).contains(response.status) && !isCompletion { return .success(response) }
        guard let reply = S3ErrorReply(response) else {
            // A completion's status comes before its outcome, which is in the body.
            let isTold = (try? XMLElement.parse(response.body)) != nil
            return isTold ? .success(response) : .failure(reader.senseless())
        }
        let difference = response[header: "date"].flatMap(UnixTime.init(httpDate:)).map {
            $0 - signedAt
        }
        let failure = reader.failure(
            reply,
            retryAfter: retryAfter(response),
            clockDifference: difference
        )
        if failure.remedy == .correctClock, let difference {
            state.withLock { $0.clockDifference += difference }
        }
        if failure.remedy == .renewCredentials { await self.credentials.invalidate(credentials) }
        return .failure(failure)
    }

    private func signed(
        _ request: S3Request,
        _ payload: SigningRequest.Payload,
        _ credentials: Credentials,
        _ time: UnixTime
    ) -> HTTPRequest {
        let address = S3Address(settings, key: request.key)
        let signer = SigV4Signer(region: settings.region, service: "s3", pathRule: .asIs)
        let signature = signer.signed(
            SigningRequest(
                method: request.operation.method,
                path: address.path,
                query: request.query,
                headers: [.init("host", address.host)] + request.headers,
                payload: payload
            ),
            with: credentials,
            at: time
        )
        return HTTPRequest(
            method: request.operation.method,
            url: address.url(request.query),
            headers: (request.headers + signature.added).map { HTTPHeader($0.name, $0.value) },
            body: request.body,
            idleTimeout: request.idleTimeout,
            responseBytesMax: request.responseBytesMax
        )
    }

    /// RFC 9110, section 10.2.3: seconds, or a date by the store's clock.
    private func retryAfter(_ response: HTTPResponse) -> Duration? {
        guard let value = response[header: "retry-after"] else { return nil }
        if let seconds = Int(value), seconds >= 0 { return .seconds(min(seconds, 86_400)) }
        guard let moment = UnixTime(httpDate: value) else { return nil }
        let serverNow = response[header: "date"].flatMap(UnixTime.init(httpDate:)) ?? runtime.now()
        return max(.zero, moment - serverNow)
    }
}

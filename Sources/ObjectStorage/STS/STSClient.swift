/// Asks a token service for credentials that may do less than our own, and not for long.
///
/// Amazon's STS, and what MinIO, SeaweedFS and others answer on the store's own port. Requests are
/// forms sent to `/` without a query, which is the one shape that all of them take.
///
/// Source: AWS Security Token Service API Reference, "AssumeRole".
public final class STSClient: Sendable {
    /// The longest session policy that every service takes, in bytes of compact JSON.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas"; MinIO's `maxSTSSessionPolicySize`.
    public static let policyBytesMax = 2048

    /// How the service is reached.
    public let settings: STSSettings
    private let http: any HTTPClient
    private let credentials: CredentialsCache
    private let runtime: ObjectStoreRuntime

    /// Creates a client; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - settings: how the service is reached.
    ///   - connection: connections, time limits, trust.
    ///   - credentials: our own, which may assume the role.
    ///   - runtime: clocks, chance and sleep.
    public convenience init(
        settings: STSSettings,
        connection: HTTPClientSettings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.init(
            settings: settings,
            http: CurlClient(settings: connection),
            credentials: credentials,
            runtime: runtime
        )
    }

    /// Creates a client over an HTTP client of one's own.
    package init(
        settings: STSSettings,
        http: any HTTPClient,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.settings = settings
        self.http = http
        self.credentials = CredentialsCache(credentials, runtime: runtime)
        self.runtime = runtime
    }

    /// Credentials of a session that may do what both the role and `policy` allow.
    ///
    /// - Parameters:
    ///   - sessionName: who the session is for, in the service's logs: 2 to 64 bytes of letters,
    ///     digits and `_+=,.@-`.
    ///   - policy: compact JSON; never empty, for a session without one may do all that the role
    ///     may.
    /// - Returns: credentials with a token and an expiry, that are not our own.
    /// - Throws: ``ObjectStoreError``; `.denied`, `.misconfigured`, `.invalidRequest`,
    ///   `.unavailable`.
    public func assumeRole(
        sessionName: String,
        policy: String
    ) async throws(ObjectStoreError) -> Credentials {
        guard policy.utf8.contains(UInt8(ascii: "{")), policy.utf8.count <= Self.policyBytesMax
        else {
            throw ObjectStoreError(
                .invalidRequest,
                "a session policy has 1 to \(Self.policyBytesMax) bytes, not \(policy.utf8.count)"
            )
        }
        let body = form(sessionName: sessionName, policy: policy)
        var retry = Retry(settings.retry)
        let begun = runtime.uptime()
        while true {
            let failure: S3Failure
            switch try await attempt(body) {
            case .success(let credentials): return credentials
            case .failure(let reason): failure = reason
            }
            let elapsed = runtime.uptime() - begun
            let action = retry.failed(failure.remedy, elapsed: elapsed, draw: runtime.random())
            guard case .wait(let pause) = action else { throw failure.error }
            if pause > .zero { await runtime.sleep(pause) }
            guard !Task.isCancelled else { throw failure.error }
        }
    }

    private func form(sessionName: String, policy: String) -> [UInt8] {
        let seconds = max(1, settings.duration.components.seconds)
        var fields: [SigningRequest.Pair] = [
            .init("Action", "AssumeRole"), .init("Version", "2011-06-15"),
            .init("DurationSeconds", String(seconds)), .init("Policy", policy),
            .init("RoleSessionName", sessionName),
        ]
        if let role = settings.roleARN { fields.append(.init("RoleArn", role)) }
        return Array(CanonicalRequest.query(fields).utf8)
    }

    private func attempt(
        _ body: [UInt8]
    ) async throws(ObjectStoreError) -> Result<Credentials, S3Failure> {
        let own = try await credentials.credentials()
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try await http.send(signed(body, own))
        } catch {
            return .failure(failure(error))
        }
        guard response.status != 200, let reply = S3ErrorReply(response) else {
            let session = try AssumeRoleReply.credentials(response)
            guard session.accessKeyID != own.accessKeyID else {
                throw ObjectStoreError(
                    .misconfigured,
                    "\(settings.endpoint) answers AssumeRole with the caller's own keys: it knows "
                        + "no sessions; set catalog.access to sign or off"
                )
            }
            return .success(session)
        }
        let failure = AssumeRoleReply.failure(reply, settings: settings)
        if failure.remedy == .renewCredentials { await credentials.invalidate(own) }
        return .failure(failure)
    }

    private func signed(_ body: [UInt8], _ own: Credentials) -> HTTPRequest {
        HTTPRequest(
            form: body,
            to: settings.endpoint,
            signer: SigV4Signer(region: settings.region, service: "sts", pathRule: .normalized),
            credentials: own,
            at: runtime.now(),
            // A reply is two kilobytes; a session token may have several more.
            responseBytesMax: 64 << 10
        )
    }

    private func failure(_ failure: HTTPFailure) -> S3Failure {
        let message = "AssumeRole at \(settings.endpoint): \(failure.message)"
        switch failure.kind {
        // A session more that nobody uses does no harm: asking again is always safe.
        case .notSent, .maybeSent:
            return S3Failure(ObjectStoreError(.unavailable, message), .pause(atLeast: nil))
        case .untrusted: return S3Failure(ObjectStoreError(.misconfigured, message), .none)
        case .tooLong: return S3Failure(ObjectStoreError(.invalidRequest, message), .none)
        case .cancelled: return S3Failure(ObjectStoreError(.unavailable, message), .none)
        }
    }
}

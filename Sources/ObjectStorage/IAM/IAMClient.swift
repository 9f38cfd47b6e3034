import Synchronization

/// Keeps users, their policies and their keys in an IAM service.
///
/// Amazon's IAM, and what Ceph, SeaweedFS and others answer on the store's own port. Requests are
/// forms sent to `/`; throttling and passing failures are waited out. What is already as asked for
/// is told as such (`.alreadyExists`, `.notFound`), and never as success. An answer that was lost
/// is asked for again, except of ``createAccessKey(user:)``, whose secret is told once.
///
/// Source: AWS IAM API Reference, version 2010-05-08.
public final class IAMClient: Sendable {
    /// How many items of a list are asked for at once.
    ///
    /// The most that Amazon takes; it answers a hundred when nothing is said.
    static let pageItemsMax = 1000

    /// How the service is reached.
    public let settings: IAMSettings
    private let http: any HTTPClient
    private let credentials: CredentialsCache
    private let runtime: ObjectStoreRuntime
    private let server = Mutex<String?>(nil)

    /// The `Server` field of the last answer, by which products can be told apart; nil before the
    /// first one, and empty where it has none.
    public var serverName: String? { server.withLock { $0 } }

    /// Creates a client; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - settings: how the service is reached.
    ///   - credentials: an administrator's.
    ///   - runtime: clocks, chance and sleep.
    public convenience init(
        settings: IAMSettings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.init(
            settings: settings,
            http: CurlClient(settings: settings.http),
            credentials: credentials,
            runtime: runtime
        )
    }

    /// Creates a client over an HTTP client of one's own.
    package init(
        settings: IAMSettings,
        http: any HTTPClient,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.settings = settings
        self.http = http
        self.credentials = CredentialsCache(credentials, runtime: runtime)
        self.runtime = runtime
    }

    /// Sends a request until it succeeds or nothing more helps.
    ///
    /// - Returns: the root of an answer of status 200.
    func send(_ request: IAMRequest) async throws(ObjectStoreError) -> XMLElement {
        let body = request.form
        var retry = Retry(settings.retry)
        let begun = runtime.uptime()
        var mayBeDone = false
        var tries = 0
        while true {
            let failure: S3Failure
            tries += 1
            switch try await attempt(request, body, isLast: tries >= triesUnheard) {
            case .success(let answer): return answer
            case .failure(let reason): failure = reason
            }
            let elapsed = runtime.uptime() - begun
            let action = retry.failed(failure.remedy, elapsed: elapsed, draw: runtime.random())
            guard case .wait(let pause) = action else {
                throw Self.outcome(failure.error, mayBeDoneBefore: mayBeDone)
            }
            mayBeDone = mayBeDone || failure.mayBeDone
            if pause > .zero { await runtime.sleep(pause) }
            guard !Task.isCancelled else { throw failure.error }
        }
    }

    /// Sends a request as often as its answer says that there is more.
    ///
    /// - Parameters:
    ///   - request: without `Marker`.
    ///   - result: the name of the element that holds a page.
    ///   - list: the name of the element in it whose `member` elements are the items.
    /// - Returns: the items of all pages.
    /// - Throws: as ``send(_:)``; `.misconfigured` when pages lead in a circle.
    func list(
        _ request: IAMRequest,
        result: String,
        list: String
    ) async throws(ObjectStoreError) -> [XMLElement] {
        var items: [XMLElement] = []
        var marker: String?
        while true {
            var page = request
            page.parameters.append(.init("MaxItems", String(Self.pageItemsMax)))
            if let marker { page.parameters.append(.init("Marker", marker)) }
            let answer = try await send(page)
            guard let body = answer[result] else {
                throw IAMFailureReader(settings: settings, request: request).senseless().error
            }
            items += body[list]?.all("member") ?? []
            guard body["IsTruncated"]?.text == "true" else { return items }
            guard let next = body["Marker"]?.text, !next.isEmpty, next != marker else {
                throw IAMFailureReader(settings: settings, request: request).senseless().error
            }
            marker = next
        }
    }

    /// The error of an answer that lacks what the action gives.
    func senseless(_ request: IAMRequest) -> ObjectStoreError {
        IAMFailureReader(settings: settings, request: request).senseless().error
    }

    /// What a caller is told at the end, when an earlier try may have been carried out.
    private static func outcome(
        _ error: ObjectStoreError,
        mayBeDoneBefore: Bool
    ) -> ObjectStoreError {
        guard mayBeDoneBefore else { return error }
        let hint = "; an earlier try of this request had no answer, and may have been carried out"
        return ObjectStoreError(error.code, error.message + hint, mayBeOwnWork: true)
    }

    /// How often a service is tried to be reached that has never answered yet.
    ///
    /// Whoever misspells an endpoint should not wait as long as whoever is throttled.
    private var triesUnheard: Int { serverName == nil ? 3 : .max }

    private func attempt(
        _ request: IAMRequest,
        _ body: [UInt8],
        isLast: Bool
    ) async throws(ObjectStoreError) -> Result<XMLElement, S3Failure> {
        let own = try await credentials.credentials()
        let reader = IAMFailureReader(settings: settings, request: request)
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try await http.send(signed(body, own))
        } catch {
            let failure = reader.failure(error)
            guard isLast, error.kind == .notSent else { return .failure(failure) }
            return .failure(S3Failure(failure.error, .none))
        }
        server.withLock { $0 = response[header: "server"] ?? "" }
        if let reply = S3ErrorReply(response) {
            let failure = reader.failure(reply)
            if failure.remedy == .renewCredentials { await credentials.invalidate(own) }
            return .failure(failure)
        }
        guard let answer = try? XMLElement.parse(response.body),
            answer.name == request.action + "Response"
        else { return .failure(reader.senseless()) }
        return .success(answer)
    }

    private func signed(_ body: [UInt8], _ own: Credentials) -> HTTPRequest {
        HTTPRequest(
            form: body,
            to: settings.endpoint,
            signer: SigV4Signer(region: settings.region, service: "iam", pathRule: .normalized),
            credentials: own,
            at: runtime.now(),
            // SeaweedFS answers all users at once: ten thousand of them, 200 bytes each.
            responseBytesMax: 16 << 20
        )
    }
}

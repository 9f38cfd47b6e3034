import LakeServer
import NIOHTTP1
import ObjectStorage
import Pipeline
import Testing

@Suite("Tokens that cannot be verified at the moment")
struct CatalogTokenTroubleTests {
    /// What is answered to a request whose issuer's keys cannot be had.
    private func answer(_ method: HTTPMethod, _ path: String) async throws -> Answer {
        let issuer = try TestIssuer()
        let clock = TestClock()
        let logs = RecordingLogs()
        var settings = AuthenticationSettings()
        settings.issuers = [
            try IssuerSettings(
                issuer: TestIssuer.name,
                audience: TestIssuer.audience,
                keys: .url("https://issuer.test/keys"),
                tenantClaim: "custom:tenantId"
            )
        ]
        let registry = TenantRegistry(
            .init(store: TenantStore(InMemoryObjectStore())),
            uptime: { .zero },
            logger: logs.logger
        )
        try await registry.start()
        let desk = RequestDesk(
            settings: .forTests,
            authenticator: try Authenticator(
                settings: settings,
                fetch: { _, _, _ in throw Missing() },
                secondsSinceEpoch: clock.read,
                logger: logs.logger
            ),
            tenants: TenantDoor(registry: registry, uptime: { .zero }),
            ingester: RecordingIngester(),
            audit: try AuditLog(microsecondsSinceEpoch: { 0 }, logger: logs.logger)
        )
        let token = try await issuer.token("ES256", payload: TestIssuer.payload(at: clock.now))
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
        let framing = RequestFraming(body: .sized(0))
        guard case .answer(let answer) = await desk.verify(Array(token.utf8), head, framing) else {
            throw Missing()
        }
        return answer
    }

    @Test(
        "a commit did certainly not happen, so that it is 429 and never 5xx",
        arguments: [
            "namespaces/acme/tables/t", "namespaces/acme/tables", "namespaces",
            "namespaces/acme/properties", "transactions/commit",
        ]
    )
    func commits(path: String) async throws {
        let answer = try await answer(.POST, "/catalog/v1/\(path)")
        let problem = try unwrap(answer.problem)
        #expect(answer.status == .tooManyRequests)
        #expect(problem.form == .catalog(exception: "TooManyRequestsException"))
        #expect(problem.code == "keys_unavailable")
        #expect(answer.headers.contains { $0.name == "Retry-After" && $0.value == "5" })
    }

    @Test("everything else is 503, to be asked again")
    func others() async throws {
        let requests: [(HTTPMethod, String)] = [
            (.GET, "/catalog/v1/config"), (.GET, "/catalog/v1/namespaces/acme/tables/t"),
            (.POST, "/catalog/v1/namespaces/acme/tables/t/sign"),
            (.DELETE, "/catalog/v1/namespaces/acme/tables/t"),
            (.POST, "/v1/tables/clicks/events"),
        ]
        for (method, path) in requests {
            let answer = try await answer(method, path)
            #expect(answer.status == .serviceUnavailable, "\(method) \(path)")
            #expect(answer.headers.contains { $0.name == "Retry-After" && $0.value == "5" })
        }
    }
}

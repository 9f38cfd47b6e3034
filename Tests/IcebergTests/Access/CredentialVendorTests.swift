import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Synchronization
import Testing

@Suite("CredentialVendor")
struct CredentialVendorTests {
    /// Counts, and finds what it is told to find.
    private final class CountingScope: VendedScope {
        private let state: Mutex<(count: Int, error: ObjectStoreError?)>

        var count: Int { state.withLock { $0.count } }

        init(_ error: ObjectStoreError? = nil) {
            state = Mutex((0, error))
        }

        func prove(_ credentials: Credentials) async throws(ObjectStoreError) {
            let error = state.withLock { state in
                state.count += 1
                return state.error
            }
            if let error { throw error }
        }
    }

    private func table(_ tenant: String, _ name: String = "clicks") throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID(tenant), table: try TableName(name))
    }

    private func vendor(
        _ http: ScriptedHTTPClient,
        scope: CountingScope = CountingScope(),
        clock: ManualTime = ManualTime()
    ) throws -> CredentialVendor {
        let settings = try AccessFixture.settings()
        let runtime = AccessFixture.runtime(clock)
        let sts = STSClient(
            settings: STSSettings(endpoint: settings.endpoint, region: "us-east-1"),
            http: http,
            credentials: AccessFixture.own,
            runtime: runtime
        )
        return CredentialVendor(sts: sts, settings: settings, scope: scope, runtime: runtime)
    }

    @Test(
        "many readers of a tenant wait for one session, which goes out until half its time is over"
    )
    func cache() async throws {
        let http = ScriptedHTTPClient([AccessFixture.session("S1")])
        let clock = ManualTime()
        let scope = CountingScope()
        let vendor = try vendor(http, scope: scope, clock: clock)
        let t1 = try table("t1")
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try? await vendor.credentials(for: t1).credentials.accessKeyID
                }
            }
            for await id in group { #expect(id == "S1") }
        }
        #expect(http.requests.count == 1)
        clock.advance(.seconds(1800))
        _ = try await vendor.credentials(for: t1)
        #expect(http.requests.count == 1)

        clock.advance(.seconds(1))
        http.append(AccessFixture.session("S2", at: clock.now))
        #expect(try await vendor.credentials(for: t1).credentials.accessKeyID == "S2")
        // Narrowness is a matter of the store, not of the session.
        #expect(scope.count == 1)
    }

    @Test("a session that was granted less time than asked for goes out until half of that is over")
    func grantedDuration() async throws {
        let http = ScriptedHTTPClient([AccessFixture.session("S1", expiresIn: .seconds(900))])
        let clock = ManualTime()
        let vendor = try vendor(http, clock: clock)
        let t1 = try table("t1")
        for pause in [0, 1, 449] {
            clock.advance(.seconds(pause))
            #expect(try await vendor.credentials(for: t1).credentials.accessKeyID == "S1")
        }
        #expect(http.requests.count == 1)
        clock.advance(.seconds(1))
        http.append(AccessFixture.session("S2", expiresIn: .seconds(900), at: clock.now))
        #expect(try await vendor.credentials(for: t1).credentials.accessKeyID == "S2")
        #expect(http.requests.count == 2)
    }

    @Test("tenants, tables and accesses never share a session, and each policy names its own")
    func separate() async throws {
        let http = ScriptedHTTPClient((1...4).map { AccessFixture.session("S\($0)") })
        let vendor = try vendor(http)
        var ids: [String] = []
        for (table, mayChange) in [
            (try table("t1"), false), (try table("t10"), false), (try table("t1"), true),
            (try table("t1", "views"), false), (try table("t10"), false),
        ] {
            let vended = try await vendor.credentials(for: table, mayChange: mayChange)
            ids.append(vended.credentials.accessKeyID)
        }
        #expect(ids == ["S1", "S2", "S3", "S4", "S2"])
        for (request, name) in zip(http.requests, ["t1", "t10", "t1", "t1"]) {
            let form = String(decoding: request.body ?? [], as: UTF8.self)
            #expect(form.contains("RoleSessionName=\(name)"))
            #expect(form.contains(PercentEncoding.encode("/tenantId=\(name)/")))
        }
    }

    @Test("the properties are those that Iceberg's clients look for")
    func properties() async throws {
        let vendor = try vendor(ScriptedHTTPClient([AccessFixture.session("S1")]))
        let vended = try await vendor.credentials(for: try table("t1"))
        #expect(vended.prefix == "s3://lake/root/")
        #expect(
            vended.properties(refreshEndpoint: "v1/x/credentials") == [
                "s3.access-key-id": "S1", "s3.secret-access-key": "session-secret",
                "s3.session-token": "session-token",
                "s3.session-token-expires-at-ms": "1767326645000",
                "s3.endpoint": "http://127.0.0.1:9000", "s3.region": "us-east-1",
                "client.region": "us-east-1", "s3.path-style-access": "true",
                "client.refresh-credentials-endpoint": "v1/x/credentials",
            ]
        )
        #expect(!"\(vended)\(String(reflecting: vended))".contains("session-secret"))
    }

    @Test("while a session holds, a token service that is away is no failure")
    func away() async throws {
        let http = ScriptedHTTPClient([AccessFixture.session("S1")])
        let clock = ManualTime()
        let vendor = try vendor(http, clock: clock)
        let t1 = try table("t1")
        _ = try await vendor.credentials(for: t1)
        clock.advance(.seconds(3000))
        for _ in 0..<3 { http.append(.answer(503)) }
        for _ in 0..<2 {
            #expect(try await vendor.credentials(for: t1).credentials.accessKeyID == "S1")
        }
        // Three tries of one request; the second reader did not wait for another.
        #expect(http.requests.count == 4)
        clock.advance(.seconds(601))
        for _ in 0..<3 { http.append(.answer(503)) }
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await vendor.credentials(for: t1)
        }
    }

    @Test("a refusal is passed on for a while without asking again")
    func refusal() async throws {
        let http = ScriptedHTTPClient([.answer(403)])
        let clock = ManualTime()
        let vendor = try vendor(http, clock: clock)
        for name in ["t1", "t2"] {
            let table = try table(name)
            await #expect(throws: ObjectStoreError(.denied, "")) {
                try await vendor.credentials(for: table)
            }
        }
        #expect(http.requests.count == 1)
        clock.advance(.seconds(31))
        http.append(AccessFixture.session("S1", at: clock.now))
        _ = try await vendor.credentials(for: try table("t1"))
    }

    @Test(
        "nothing is handed out before the store has proved that it holds sessions to their policy"
    )
    func wideScope() async throws {
        let http = ScriptedHTTPClient([AccessFixture.session("S1")])
        let vendor = try vendor(http, scope: CountingScope(ObjectStoreError(.misconfigured, "")))
        let t1 = try table("t1")
        await #expect(throws: ObjectStoreError(.misconfigured, "")) {
            try await vendor.credentials(for: t1)
        }
    }
}

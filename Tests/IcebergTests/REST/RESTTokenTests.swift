import Iceberg
import LakeTesting
import ObjectStorage
import Testing

@Suite("RESTCatalog, its tokens")
struct RESTTokenTests {
    private static let client = RESTCatalogSettings.Authentication.clientCredentials(
        OAuthClient(credential: "me:pass&word:2", scope: "PRINCIPAL_ROLE:ALL")
    )

    @Test("a token that was handed over goes along with every request")
    func bearer() async throws {
        let http = ScriptedHTTPClient([RESTFixture.config, RESTFixture.table()])
        let catalog = try RESTFixture.catalog(http, authentication: .bearer(Secret("tok")))
        _ = try await catalog.loadTable(try RESTFixture.identifier())
        #expect(http.requests.allSatisfy { $0.field("authorization") == "Bearer tok" })
    }

    @Test("a refused token that was handed over is for an operator to mend")
    func refusedBearer() async throws {
        let http = ScriptedHTTPClient([RESTFixture.error(401, "NotAuthorizedException")])
        let catalog = try RESTFixture.catalog(http, authentication: .bearer(Secret("tok")))
        let thrown = await RESTFixture.failure { () async throws(CatalogError) in
            try await catalog.connect()
        }
        #expect(thrown?.code == .denied && thrown?.message.contains("catalog.token") == true)
        #expect(http.requests.count == 1)
    }

    @Test("a client's secret is exchanged for a token, which is kept until shortly before its end")
    func credentials() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.token("A"), RESTFixture.config, RESTFixture.table(),
        ])
        let clock = ManualTime()
        let catalog = try RESTFixture.catalog(http, authentication: Self.client, clock: clock)
        let identifier = try RESTFixture.identifier()
        _ = try await catalog.loadTable(identifier)
        #expect(http.requests[0].url == "\(RESTFixture.uri)/v1/oauth/tokens")
        #expect(
            Set(http.requests[0].text.split(separator: "&")) == [
                "grant_type=client_credentials", "client_id=me",
                "client_secret=pass%26word%3A2", "scope=PRINCIPAL_ROLE%3AALL",
            ]
        )
        #expect(http.requests.dropFirst().allSatisfy { $0.field("authorization") == "Bearer A" })

        clock.advance(.seconds(3509))
        http.append(RESTFixture.table())
        _ = try await catalog.loadTable(identifier)
        clock.advance(.seconds(1))
        http.append(RESTFixture.token("B"), RESTFixture.table())
        _ = try await catalog.loadTable(identifier)
        #expect(
            http.requests.map { $0.field("authorization") }.suffix(3) == [
                "Bearer A", nil, "Bearer B",
            ]
        )
    }

    @Test("a token that is refused is replaced once, for commits too: nothing was done with it")
    func renewal() async throws {
        for status in [401, 419] {
            let http = ScriptedHTTPClient([
                RESTFixture.token("A"), RESTFixture.config, .answer(status),
                RESTFixture.token("B"), RESTFixture.table(),
            ])
            let catalog = try RESTFixture.catalog(http, authentication: Self.client)
            _ = try await catalog.commit(
                to: try RESTFixture.base(),
                requirements: [],
                updates: []
            )
            #expect(http.requests[4].field("authorization") == "Bearer B")
            #expect(http.requests[2].text == http.requests[4].text)
        }
        let http = ScriptedHTTPClient([
            RESTFixture.token("A"), RESTFixture.config, .answer(401), RESTFixture.token("B"),
            .answer(401),
        ])
        let catalog = try RESTFixture.catalog(http, authentication: Self.client)
        let base = try RESTFixture.base()
        await #expect(throws: CatalogError(.denied, "")) {
            try await catalog.commit(to: base, requirements: [], updates: [])
        }
        #expect(http.requests.count == 5)
    }

    @Test("many requests wait for one token")
    func singleFlight() async throws {
        let http = ScriptedHTTPClient([RESTFixture.token("A"), RESTFixture.config])
        let catalog = try RESTFixture.catalog(http, authentication: Self.client)
        try await catalog.connect()
        for _ in 0..<20 { http.append(RESTFixture.table()) }
        let identifier = try RESTFixture.identifier()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await catalog.loadTable(identifier)) != nil }
            }
            for await isLoaded in group { #expect(isLoaded) }
        }
        #expect(http.requests.filter { $0.url.hasSuffix("oauth/tokens") }.count == 1)
    }

    @Test("while a token holds, a token server that is away is no failure")
    func away() async throws {
        let clock = ManualTime()
        let http = ScriptedHTTPClient([RESTFixture.token("A"), RESTFixture.config])
        let catalog = try RESTFixture.catalog(http, authentication: Self.client, clock: clock) {
            $0.retry = .never
        }
        try await catalog.connect()
        clock.advance(.seconds(3550))
        http.append(.answer(503), RESTFixture.table())
        _ = try await catalog.loadTable(try RESTFixture.identifier())
        clock.advance(.seconds(51))
        http.append(.fail(.notSent))
        let identifier = try RESTFixture.identifier()
        await #expect(throws: CatalogError(.unavailable, "")) {
            try await catalog.loadTable(identifier)
        }
    }

    @Test("no message shows a secret, whatever the token server answers")
    func refusals() async throws {
        for (step, code) in [
            (
                ScriptedHTTPClient.Step.answer(
                    400,
                    body: #"{"error":"invalid_client","error_description":"unknown"}"#
                ), CatalogError.Code.denied
            ),
            (.answer(401), .denied), (.answer(200, body: "{}"), .denied),
            (.answer(200, body: #"{"access_token":"a b","token_type":"bearer"}"#), .denied),
            (.answer(200, body: #"{"access_token":"a","token_type":"mac"}"#), .denied),
            (.answer(429), .unavailable), (.answer(500), .unavailable),
            (.fail(.maybeSent), .unavailable), (.fail(.untrusted), .denied),
        ] {
            let catalog = try RESTFixture.catalog(
                ScriptedHTTPClient([step]),
                authentication: Self.client
            )
            let thrown = await RESTFixture.failure { () async throws(CatalogError) in
                try await catalog.connect()
            }
            #expect(thrown?.code == code, "\(step)")
            #expect(thrown?.message.contains("pass") == false)
        }
        let shown = "\(Self.client)\(String(reflecting: Self.client))"
        #expect(!shown.contains("pass") && shown.contains("******"))
    }
}

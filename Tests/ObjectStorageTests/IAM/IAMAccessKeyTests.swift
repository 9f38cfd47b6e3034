import LakeTesting
import ObjectStorage
import Testing

@Suite("IAM access keys")
struct IAMAccessKeyTests {
    private static let created = IAMClientTests.answer(
        "CreateAccessKey",
        "<AccessKey><UserName>u</UserName><AccessKeyId>AKIA1</AccessKeyId>"
            + "<Status>Active</Status><SecretAccessKey>se/cret+</SecretAccessKey></AccessKey>"
    )

    @Test("a new key comes with its secret, which nothing prints")
    func create() async throws {
        let client = try IAMClientTests.client(ScriptedHTTPClient([Self.created]))
        let key = try await client.createAccessKey(user: "u")
        #expect(key.accessKeyID == "AKIA1" && key.secretAccessKey == Secret("se/cret+"))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("se/cret"))
        }
    }

    @Test(
        "a key whose answer was lost is never asked for again: there may be one already",
        arguments: [
            ScriptedHTTPClient.Step.fail(.maybeSent),
            IAMClientTests.error(500, "ServiceFailure"),
        ]
    )
    func lost(step: ScriptedHTTPClient.Step) async throws {
        let http = ScriptedHTTPClient([step, Self.created])
        let client = try IAMClientTests.client(http)
        await #expect(throws: ObjectStoreError(.outcomeUnknown, "")) {
            try await client.createAccessKey(user: "u")
        }
        #expect(http.requests.count == 1)
    }

    @Test("a key that was refused for throttling is asked for again")
    func throttled() async throws {
        let http = ScriptedHTTPClient([
            IAMClientTests.error(400, "Throttling"), .fail(.notSent), Self.created,
        ])
        #expect(try await IAMClientTests.client(http).createAccessKey(user: "u").accessKeyID != "")
        #expect(http.requests.count == 3)
    }

    @Test("an answer without a secret is no key")
    func noSecret() async throws {
        let answer = IAMClientTests.answer(
            "CreateAccessKey",
            "<AccessKey><AccessKeyId>AKIA1</AccessKeyId></AccessKey>"
        )
        let client = try IAMClientTests.client(ScriptedHTTPClient([answer]))
        await #expect(throws: ObjectStoreError(.misconfigured, "")) {
            try await client.createAccessKey(user: "u")
        }
    }

    @Test("keys are listed with their state and, where it is told, their age")
    func list() async throws {
        let http = ScriptedHTTPClient([
            IAMClientTests.answer(
                "ListAccessKeys",
                """
                <AccessKeyMetadata><member><AccessKeyId>A</AccessKeyId><Status>Active</Status>\
                <CreateDate>2026-01-02T03:04:05Z</CreateDate></member><member><AccessKeyId>B\
                </AccessKeyId><Status>Inactive</Status></member></AccessKeyMetadata>
                """
            )
        ])
        let keys = try await IAMClientTests.client(http).accessKeys(of: "u")
        #expect(
            keys == [
                IAMAccessKey(
                    id: "A",
                    isActive: true,
                    createdAt: UnixTime(iso8601: "2026-01-02T03:04:05Z")
                ), IAMAccessKey(id: "B", isActive: false),
            ]
        )
    }

    @Test("over a socket a key is switched off and removed")
    func socket() async throws {
        func body(_ action: String) -> String { "<\(action)Response></\(action)Response>" }
        let server = ScriptedServer([
            .answer(400, body: "<E><Error><Code>Throttling</Code></Error></E>"),
            .answer(200, body: body("UpdateAccessKey")),
            .reset,
            .answer(404, body: "<E><Error><Code>NoSuchEntity</Code></Error></E>"),
        ])
        defer { server.close() }
        let client = try IAMClientTests.client(
            CurlClient(settings: HTTPClientSettings()),
            endpoint: "http://127.0.0.1:\(server.port)"
        )
        try await client.setAccessKey("A", of: "u", active: false)
        let told = await #expect(throws: ObjectStoreError.self) {
            try await client.deleteAccessKey("A", of: "u")
        }
        // The reset one may have removed it.
        #expect(told?.code == .notFound && told?.mayBeOwnWork == true)
        let forms = server.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(forms.count == 4 && forms[1].contains("Status=Inactive"))
    }
}

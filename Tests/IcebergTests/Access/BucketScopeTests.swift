import Iceberg
import LakeTesting
import ObjectStorage
import Testing

@Suite("BucketScope")
struct BucketScopeTests {
    private let credentials = Credentials(accessKeyID: "S1", secretAccessKey: Secret("s"))

    private func refusal(_ status: Int, _ code: String) -> ScriptedHTTPClient.Step {
        .answer(status, body: "<Error><Code>\(code)</Code><Message>words</Message></Error>")
    }

    private func prove(_ script: [ScriptedHTTPClient.Step]) async throws {
        let http = ScriptedHTTPClient(script)
        let runtime = AccessFixture.runtime()
        let scope = BucketScope(settings: try AccessFixture.settings()) { settings, credentials in
            S3ObjectStore(
                settings: settings,
                credentials: StaticCredentials(credentials),
                runtime: runtime,
                http: http
            )
        }
        try await scope.prove(credentials)
        #expect(http.requests.map(\.method) == ["GET", "GET", "PUT"])
    }

    @Test("a store that refuses all three is narrow")
    func narrow() async throws {
        try await prove((1...3).map { _ in refusal(403, "AccessDenied") })
    }

    @Test("a store that lets one of them happen is not")
    func wide() async throws {
        let denied = refusal(403, "AccessDenied")
        let list = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
        for script: [ScriptedHTTPClient.Step] in [
            [.answer(200, body: "x")], [refusal(404, "NoSuchKey")],
            [denied, .answer(200, body: list)],
            [denied, denied, .answer(200, headers: [HTTPHeader("etag", "\"a\"")])],
        ] {
            await #expect(throws: ObjectStoreError(.misconfigured, "")) { try await prove(script) }
        }
    }

    @Test("a store that is away has proved nothing")
    func away() async throws {
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await prove((1...3).map { _ in refusal(503, "SlowDown") })
        }
    }
}

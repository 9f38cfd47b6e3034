import LakeTesting
import ObjectStorage
import Testing

@Suite("S3BucketPolicy")
struct S3BucketPolicyTests {
    private func policy(_ http: ScriptedHTTPClient) throws -> S3BucketPolicy {
        S3BucketPolicy(
            settings: S3Settings(
                location: try #require(S3Location(bucket: "lake", prefix: "root")),
                region: "us-east-1",
                endpoint: try #require(S3Endpoint("http://127.0.0.1:9000")),
                retry: .never
            ),
            credentials: StaticCredentials(
                Credentials(accessKeyID: "A", secretAccessKey: Secret("s"))
            ),
            runtime: ObjectStoreRuntime(
                now: { ScriptedStore.now },
                uptime: { .zero },
                random: { 0 },
                sleep: { _ in }
            ),
            http: http
        )
    }

    @Test("the bucket itself is asked, not the lake's root in it")
    func requests() async throws {
        let http = ScriptedHTTPClient([.answer(200, body: #"{"Version":"x"}"#), .answer(204)])
        let policy = try policy(http)
        #expect(try await policy.get() == #"{"Version":"x"}"#)
        try await policy.put("{}")
        #expect(http.requests.map(\.method) == ["GET", "PUT"])
        #expect(http.requests.allSatisfy { $0.url == "http://127.0.0.1:9000/lake?policy=" })
        #expect(http.requests[1].body == Array("{}".utf8))
    }

    @Test("a bucket without a policy is no error, no bucket is one")
    func absent() async throws {
        func error(_ code: String) -> ScriptedHTTPClient.Step {
            .answer(404, body: "<Error><Code>\(code)</Code></Error>")
        }
        #expect(try await policy(ScriptedHTTPClient([error("NoSuchBucketPolicy")])).get() == nil)
        let missing = try policy(ScriptedHTTPClient([error("NoSuchBucket")]))
        await #expect(throws: ObjectStoreError(.misconfigured, "")) { try await missing.get() }
        await #expect(throws: ObjectStoreError(.outcomeUnknown, "")) {
            try await policy(ScriptedHTTPClient([.fail(.maybeSent)])).put("{}")
        }
    }
}

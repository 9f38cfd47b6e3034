import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("Tags of tables and credentials")
struct CatalogTagTests {
    private let path = "namespaces/acme/tables/clicks"

    private struct Narrow: VendedScope {
        func prove(_ credentials: Credentials) {}
    }

    /// An answer to AssumeRole.
    private func session(_ id: String, until expiration: UnixTime) -> ScriptedHTTPClient.Step {
        .answer(
            200,
            body: """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>\(id)</AccessKeyId>\
                <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>\
                <Expiration>\(expiration.basicTimestamp)</Expiration></Credentials>\
                </AssumeRoleResult></AssumeRoleResponse>
                """
        )
    }

    private func vending(
        _ http: ScriptedHTTPClient,
        _ runtime: ObjectStoreRuntime
    ) throws -> TableAccess {
        let settings = S3Settings(
            location: try unwrap(S3Location(bucket: "bucket", prefix: "root")),
            region: "us-east-1",
            endpoint: try unwrap(S3Endpoint("http://127.0.0.1:9000"))
        )
        let own = Credentials(accessKeyID: "OWN", secretAccessKey: Secret("own"))
        let sts = STSClient(
            settings: STSSettings(endpoint: settings.endpoint, region: "us-east-1"),
            http: http,
            credentials: StaticCredentials(own),
            runtime: runtime
        )
        return .vending(
            CredentialVendor(sts: sts, settings: settings, scope: Narrow(), runtime: runtime)
        )
    }

    @Test("a tag is 304 while its credentials are the ones to have, and never keeps old ones")
    func credentials() async throws {
        let http = ScriptedHTTPClient([])
        try await CatalogTestServer.run(access: { try vending(http, $0) }) { server in
            let begin = UnixTime(seconds: server.clock.now)
            http.append(session("S1", until: begin + .seconds(3600)))
            try await server.makeTable()
            let token = try server.token("acme")
            func load(_ tag: String?) async throws -> CatalogTestServer.Reply {
                try await server.send(
                    "GET",
                    path,
                    nil,
                    token: token,
                    "X-Iceberg-Access-Delegation: vended-credentials",
                    "If-None-Match: \(tag ?? "\"none\"")"
                )
            }
            let first = try await load(nil)
            #expect(first.body?["config"]?["s3.access-key-id"]?.string == "S1")
            let tag = try unwrap(first.headers["etag"])
            server.clock.advance(by: 1800)
            #expect(try await load(tag).status == 304)

            server.clock.advance(by: 1)
            http.append(session("S2", until: begin + .seconds(5401)))
            let second = try await load(tag)
            #expect(second.status == 200)
            #expect(second.body?["config"]?["s3.access-key-id"]?.string == "S2")
            #expect(second.headers["etag"] != tag)
        }
    }

    @Test("the tag of an answer without credentials brings credentials to whoever asks for them")
    func delegation() async throws {
        let http = ScriptedHTTPClient([])
        try await CatalogTestServer.run(access: { try vending(http, $0) }) { server in
            let begin = UnixTime(seconds: server.clock.now)
            http.append(session("S1", until: begin + .seconds(3600)))
            try await server.makeTable()
            let token = try server.token("acme")
            let bare = try await server.send("GET", path, nil, token: token)
            let tag = "If-None-Match: \(try unwrap(bare.headers["etag"]))"
            #expect(try await server.send("GET", path, nil, token: token, tag).status == 304)
            let asked = "X-Iceberg-Access-Delegation: vended-credentials"
            let vended = try await server.send("GET", path, nil, token: token, tag, asked)
            #expect(vended.status == 200)
            #expect(vended.body?["config"]?["s3.access-key-id"]?.string == "S1")
        }
    }
}

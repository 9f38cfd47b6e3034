import LakeModel
import LakeServer
import Testing

@Suite("TokenDesk", .timeLimit(.minutes(1)))
struct TokenDeskTests {
    private func trade(
        _ server: CatalogTestServer,
        _ form: String,
        _ fields: String...
    ) async throws -> (status: Int, body: JSONNode, headers: [String: String]) {
        var lines = [
            "POST /catalog/v1/oauth/tokens HTTP/1.1", "Host: lake.test",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: \(form.utf8.count)",
        ]
        lines += fields
        let request = lines.joined(separator: "\r\n") + "\r\n\r\n" + form
        let answer = try await server.base.answer(to: request)
        return (answer.status, try JSONDocument(Array(answer.body.utf8)).root, answer.headers)
    }

    @Test("a secret that is a token is traded for itself, and what it has left to live")
    func trade() async throws {
        try await CatalogTestServer.run { server in
            let secret = try server.token("acme")
            let answer = try await trade(
                server,
                "grant_type=client_credentials&client_id=any&client_secret=\(secret)&scope=catalog"
            )
            #expect(answer.status == 200)
            #expect(answer.body["access_token"]?.string == secret)
            #expect(answer.body["token_type"]?.string == "bearer")
            #expect(answer.body["expires_in"]?.integer == 600)
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(try await server.send("GET", "config", token: secret).status == 200)
        }
    }

    @Test("the secret may come by HTTP's Basic scheme, as DuckDB sends it")
    func basic() async throws {
        try await CatalogTestServer.run { server in
            let secret = try server.token("acme")
            var coded = Base64URL.encode("client:\(secret)".utf8)
            coded = coded.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }.map(String.init).joined()
            while coded.utf8.count % 4 != 0 { coded += "=" }
            let answer = try await trade(
                server,
                "grant_type=client_credentials",
                "Authorization: Basic \(coded)"
            )
            #expect(answer.body["access_token"]?.string == secret)
        }
    }

    @Test("a secret that is no token of ours is an invalid client")
    func invalidClient() async throws {
        try await CatalogTestServer.run { server in
            for secret in ["x", "a.b.c", "\(try server.token("acme"))x", "%F0%9F%98%80"] {
                let answer = try await trade(
                    server,
                    "grant_type=client_credentials&client_secret=\(secret)"
                )
                #expect(answer.status == 401)
                #expect(answer.body["error"]?.string == "invalid_client")
                #expect(answer.body["error_description"]?.string?.isEmpty == false)
            }
        }
    }

    @Test(
        "what is no request for a token says so in the words of OAuth",
        arguments: [
            ("", "invalid_request"), ("grant_type=client_credentials", "invalid_request"),
            ("grant_type=client_credentials&client_secret=", "invalid_request"),
            ("grant_type=a&grant_type=b", "invalid_request"), ("%", "invalid_request"),
            ("{\"grant_type\":\"client_credentials\"}", "invalid_request"),
            ("grant_type=password&client_secret=x", "unsupported_grant_type"),
            (
                "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=x",
                "unsupported_grant_type"
            ),
        ]
    )
    func malformed(form: String, error: String) async throws {
        try await CatalogTestServer.run { server in
            let answer = try await trade(server, form)
            #expect(answer.status == 400)
            #expect(answer.body["error"]?.string == error)
        }
    }
}

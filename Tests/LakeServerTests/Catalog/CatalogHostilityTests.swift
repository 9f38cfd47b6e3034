import LakeModel
import LakeServer
import ObjectStorage
import Testing

@Suite("CatalogDesk: broken and hostile requests", .timeLimit(.minutes(1)))
struct CatalogHostilityTests {
    private static let bodies = [
        "", " ", "{", "}", "[]", "null", "7", "\"x\"", "{\"a\":1,\"a\":2}", "{\"a\":}", "nul",
        "{\"a\":\"\\ud800\"}", "{\"a\":1}x", "\u{FEFF}{}", "{'a':1}", "{\"a\":NaN}",
        String(repeating: "[", count: 100_000),
        String(repeating: "{\"a\":", count: 100_000),
    ]

    private static let paths = [
        "namespaces", "namespaces/acme/properties", "namespaces/acme/tables",
        "namespaces/acme/tables/clicks", "namespaces/acme/tables/clicks/metrics",
        "namespaces/acme/tables/clicks/sign", "transactions/commit",
    ]

    @Test("a body that is no JSON object is 400 wherever one is wanted", arguments: paths)
    func bodies(path: String) async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            for body in Self.bodies {
                let answer = try await server.send("POST", path, body)
                // The largest are refused by their size where less is taken.
                let isFine = answer.status == 400 || answer.status == 413
                #expect(isFine, "\(path) \(body.prefix(20)) \(answer.status)")
                #expect(answer.body?["error"]?["code"]?.integer == answer.status)
            }
        }
    }

    @Test("bytes that are no UTF-8 are 400")
    func bytes() async throws {
        try await CatalogTestServer.run { server in
            let client = try await server.base.connect()
            let head = """
                POST /catalog/v1/namespaces HTTP/1.1\r\nHost: x\r\n\
                Authorization: Bearer \(server.admin)\r\nContent-Length: 4\r\n\r\n
                """
            try await client.send(Array(head.utf8) + [0x7B, 0x22, 0xFF, 0xFE])
            #expect(try await client.answer()?.status == 400)
            await client.close()
        }
    }

    @Test("a body is refused by its size before it is read, and while it comes")
    func sizes() async throws {
        try await CatalogTestServer.run { server in
            let token = try server.token("acme")
            let metrics = "/catalog/v1/namespaces/acme/tables/clicks/metrics"
            let head = """
                POST \(metrics) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n
                """
            let declared = try await server.base.answer(
                to: head + "Content-Length: 300000\r\n\r\n"
            )
            #expect(declared.status == 413)
            #expect(declared.body.contains("RequestTooLargeException"))
            let chunk = String(repeating: "a", count: 300_000)
            let sent = try await server.base.answer(
                to: head + "Transfer-Encoding: chunked\r\n\r\n493e0\r\n\(chunk)\r\n0\r\n\r\n"
            )
            #expect(sent.status == 413)
        }
    }

    @Test("as many requests as the memory holds are under way, and the next is 429")
    func busy() async throws {
        var settings = HTTPSettings.forTests
        settings.catalogSizeMax = 1 << 20
        try await CatalogTestServer.run(settings: settings) { server in
            let slow = try await server.base.connect()
            try await slow.send(
                """
                POST /catalog/v1/oauth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n
                """
            )
            var answer = try await server.send("GET", "config")
            while answer.status == 200 { answer = try await server.send("GET", "config") }
            #expect(answer.status == 429)
            #expect(answer.exception == "TooManyRequestsException")
            #expect(answer.headers["retry-after"] == "1")
            await slow.close()
            while answer.status == 429 { answer = try await server.send("GET", "config") }
            #expect(answer.status == 200)
        }
    }

    @Test("without a token, or with one that does not count, everything is 401")
    func tokens() async throws {
        try await CatalogTestServer.run { server in
            for path in ["config", "namespaces", "namespaces/acme/tables/clicks"] {
                for token in ["", "nonsense", "a.b.c"] {
                    let answer = try await server.send("GET", path, token: token)
                    #expect(answer.status == 401)
                    #expect(answer.exception == "NotAuthorizedException")
                    #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                }
            }
        }
    }

    @Test("what fails before a route is found speaks the catalog's language too")
    func form() async throws {
        try await CatalogTestServer.run { server in
            for (method, path, status) in [
                ("GET", "nowhere", 404), ("PUT", "config", 405), ("GET", "namespaces/%zz", 400),
            ] {
                let answer = try await server.send(method, path)
                #expect(answer.status == status)
                #expect(answer.exception != nil)
            }
            #expect(try await server.send("OPTIONS", "config", token: "").status == 204)
        }
    }

    @Test("names that nothing can have are not there")
    func names() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            for name in [
                "..", "%2e%2e", "..%2F..%2Fetc", "acme%2F..", "acme%1Fx", "%1F", "%00", "ACME",
                "acme%20", "%61%63%6d%65%2f", "*", "$%7Baws:username%7D", "acme%0d%0a",
                String(repeating: "a", count: 4000),
            ] {
                let namespace = try await server.send("GET", "namespaces/\(name)")
                #expect(namespace.status == 404, "\(name)")
                #expect(namespace.message == "Namespace does not exist")
                let table = try await server.send("GET", "namespaces/acme/tables/\(name)")
                #expect(table.message == "Table does not exist", "\(name)")
                #expect(try await server.send("DELETE", "namespaces/\(name)").status == 404)
            }
        }
    }
}

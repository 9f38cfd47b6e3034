import LakeModel
import LakeServer
import Pipeline
import Testing

@Suite("HTTPServer: requests and answers", .timeLimit(.minutes(1)))
struct HTTPServerTests {
    @Test("events are passed on, and the receipt says what became of them")
    func accepted() async throws {
        try await TestServer.run { server in
            let rejected = RejectedEvent(
                index: 3,
                code: "type_mismatch",
                field: "price",
                message: "not a \"number\"\n"
            )
            server.ingester.answer(
                .success(
                    IngestReceipt(accepted: 998, rejected: [rejected], durability: "local-disk")
                )
            )
            let answer = try await server.answer(to: server.post(#"[{"a":1}]"#))
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["date"] == "Wed, 01 Jan 2025 00:00:00 GMT")
            #expect(
                answer.body == #"""
                    {"accepted":998,"rejected":[{"index":3,"code":"type_mismatch","field":"price",\#
                    "message":"not a \"number\"\n"}],"durability":"local-disk"}
                    """#
            )
            #expect(
                server.ingester.taken == [
                    .init(
                        tenant: "acme",
                        table: "clicks",
                        format: .json,
                        encoding: .identity,
                        body: #"[{"a":1}]"#,
                        isStrict: false
                    )
                ]
            )
            #expect(server.ingester.admittedSizes == [9])
            #expect(server.logs.lines == [])
        }
    }

    @Test("format, encoding and strictness reach the pipeline")
    func variants() async throws {
        try await TestServer.run { server in
            let answer = try await server.answer(
                to: server.post(
                    "body",
                    path: "/v1/tables/clicks/events?strict=true",
                    contentType: "application/x-ndjson",
                    "Content-Encoding: zstd"
                )
            )
            #expect(answer.status == 200)
            let taken = try unwrap(server.ingester.taken.first)
            #expect(taken.format == .ndjson && taken.encoding == .zstd && taken.isStrict)
        }
    }

    @Test("what the pipeline refuses is answered with its status")
    func pipelineErrors() async throws {
        let cases: [(IngestError.Code, Int, String)] = [
            (.malformed, 400, "malformed_body"), (.unknownTable, 404, "unknown_table"),
            (.tooLarge, 413, "body_too_large"), (.throttled, 429, "throttled"),
            (.overloaded, 503, "overloaded"), (.unavailable, 503, "unavailable"),
        ]
        try await TestServer.run { server in
            for (code, status, name) in cases {
                let error = IngestError(code, "at /secret", retryAfter: .milliseconds(1500))
                server.ingester.answer(.failure(error))
                let answer = try await server.answer(to: server.post("{}"))
                #expect(answer.status == status)
                #expect(answer.headers["content-type"] == "application/problem+json")
                #expect(answer.body.contains("\"type\":\"urn:lakewriter:problem:\(name)\""))
                #expect(answer.body.contains("\"status\":\(status)"))
                let isTransient = status == 429 || status == 503
                #expect(answer.headers["retry-after"] == (isTransient ? "2" : nil))
                // Trouble inside is for the operator's eyes.
                if status == 503 {
                    #expect(!answer.body.contains("secret"))
                    #expect(server.logs.lines.last?.contains("cause=at /secret") == true)
                }
            }
            #expect(server.logs.lines.count == cases.count)
        }
    }

    @Test("a strict request with a bad event is 422 and names the event")
    func strict() async throws {
        try await TestServer.run { server in
            let event = RejectedEvent(index: 0, code: "missing_field", field: nil, message: "m")
            server.ingester.answer(.failure(IngestError(.rejected, "1 bad", rejected: [event])))
            let answer = try await server.answer(to: server.post("{}"))
            #expect(answer.status == 422)
            #expect(
                answer.body == #"""
                    {"type":"urn:lakewriter:problem:events_rejected",\#
                    "title":"Unprocessable Entity","status":422,"detail":"1 bad",\#
                    "rejected":[{"index":0,"code":"missing_field","message":"m"}]}
                    """#
            )
        }
    }

    @Test("probes answer without a token")
    func probes() async throws {
        try await TestServer.run { server in
            func get(_ path: String, method: String = "GET") async throws -> RawClient.Answer {
                let head = "\(method) \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
                return try await server.answer(to: head, toHead: method == "HEAD")
            }
            #expect(try await get("/healthz").body == "ok\n")
            #expect(try await get("/readyz").body == "ready\n")
            let head = try await get("/healthz", method: "HEAD")
            #expect(head.status == 200 && head.headers["content-length"] == "3")
            let reasons: [(Readiness, String)] = [
                (.starting, "starting"), (.draining, "draining"),
                (.failing(reason: "the log's disk is full"), "the log's disk is full"),
            ]
            for (readiness, text) in reasons {
                server.ingester.readiness = readiness
                let answer = try await get("/readyz")
                #expect(answer.status == 503 && answer.body.contains(text))
                #expect(answer.headers["retry-after"] == "1")
                #expect(try await get("/healthz").status == 200)
            }
        }
    }

    @Test("paths, methods and options")
    func routing() async throws {
        try await TestServer.run { server in
            let none = try await server.answer(to: server.post("{}", path: "/v1/<b>"))
            #expect(none.status == 404 && !none.body.contains("<b>"))
            let table = try await server.answer(
                to: server.post("{}", path: "/v1/tables/${x}/events")
            )
            #expect(table.status == 404 && !table.body.contains("${x}"))
            #expect(table.body.contains("unknown_table"))
            let get = try await server.answer(
                to: server.head(method: "GET", contentType: nil) + "\r\n"
            )
            #expect(get.status == 405 && get.headers["allow"] == "POST, OPTIONS")
            let options = try await server.answer(
                to: server.head(method: "OPTIONS", contentType: nil, token: "") + "\r\n"
            )
            #expect(options.status == 204 && options.headers["allow"] == "POST, OPTIONS")
            #expect(server.ingester.taken == [])
            #expect(!server.logs.lines.contains { $0.contains("${x}") || $0.contains("<b>") })
        }
    }

    @Test("a request without a good token is 401, with a challenge and no reason to retry")
    func unauthenticated() async throws {
        try await TestServer.run { server in
            let good = server.tokens.issue(tenant: try TenantID("acme"), validFor: .seconds(60))
            let missing = try await server.answer(to: server.post("{}", token: ""))
            #expect(missing.status == 401)
            #expect(missing.headers["www-authenticate"] == "Bearer realm=\"lakewriter\"")
            let bad = try await server.answer(to: server.post("{}", token: good + "A"))
            #expect(bad.status == 401)
            #expect(bad.headers["www-authenticate"]?.contains("error=\"invalid_token\"") == true)
            #expect(!bad.body.contains(good) && bad.headers["retry-after"] == nil)
            let twice = try await server.answer(
                to: server.post("{}", token: good, "Authorization: Bearer \(good)")
            )
            #expect(twice.status == 401)
            #expect(
                twice.headers["www-authenticate"]?.contains("error=\"invalid_request\"") == true
            )
            #expect(server.ingester.taken == [] && server.ingester.admittedSizes == [])
            #expect(
                server.logs.lines == [
                    "notice request denied peer=127.0.0.1 reason=credentials_missing status=401",
                    "notice request denied peer=127.0.0.1 reason=signature_invalid status=401",
                    "notice request denied peer=127.0.0.1 reason=authorization_malformed status=401",
                ]
            )
        }
    }

    @Test("an operator's token that names no tenant cannot send events")
    func adminWithoutTenant() async throws {
        try await TestServer.run { server in
            let admin = server.tokens.issue(tenant: nil, isAdmin: true, validFor: .seconds(60))
            for _ in 0..<2 {
                let answer = try await server.answer(to: server.post("{}", token: admin))
                #expect(answer.status == 403 && answer.body.contains("tenant_required"))
            }
            let acting = server.tokens.issue(
                tenant: try TenantID("acme"),
                isAdmin: true,
                validFor: .seconds(60)
            )
            #expect(try await server.status(of: server.post("{}", token: acting)) == 200)
        }
    }

    @Test("a client's default content type is refused with the one to send")
    func curlDefault() async throws {
        try await TestServer.run { server in
            let answer = try await server.answer(
                to: server.post("{}", contentType: "application/x-www-form-urlencoded")
            )
            #expect(answer.status == 415)
            #expect(answer.body.contains("Content-Type: application/json"))
            let none = try await server.answer(to: server.post("{}", contentType: nil))
            #expect(none.status == 415)
            let encoded = try await server.answer(to: server.post("{}", "Content-Encoding: br"))
            #expect(encoded.status == 415 && encoded.headers["accept-encoding"] != nil)
        }
    }

    @Test("what the pipeline has no room for is refused before its body comes")
    func admission() async throws {
        try await TestServer.run { server in
            server.ingester.refuseAdmission(
                IngestError(.overloaded, "full", retryAfter: .seconds(7))
            )
            let client = try await server.connect()
            try await client.send(try server.head() + "Content-Length: 1000000\r\n\r\n")
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 503 && answer.headers["retry-after"] == "7")
            #expect(answer.headers["connection"] == "close")
            #expect(
                server.logs.lines == [
                    "warning request denied cause=full peer=127.0.0.1 reason=overloaded"
                        + " status=503 table=clicks tenant=acme"
                ]
            )
            await client.close()
        }
    }

    @Test("bodies of all connections together stay within their memory")
    func memory() async throws {
        var settings = HTTPSettings.forTests
        settings.bodiesSizeMax = 1000
        try await TestServer.run(settings) { server in
            let first = try await server.connect()
            try await first.send(try server.head() + "Content-Length: 900\r\n\r\n")
            try await eventually { server.ingester.admittedSizes == [900] }
            let refused = try await server.answer(
                to: server.post(String(repeating: " ", count: 200))
            )
            #expect(refused.status == 503 && refused.body.contains("overloaded"))
            try await first.send(String(repeating: " ", count: 900))
            #expect(try await first.answer()?.status == 200)
            let second = try await server.answer(
                to: server.post(String(repeating: " ", count: 200))
            )
            #expect(second.status == 200)
            await first.close()
        }
    }
}

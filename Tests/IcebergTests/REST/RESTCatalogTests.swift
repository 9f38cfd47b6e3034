import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("RESTCatalog")
struct RESTCatalogTests {
    @Test("the configuration is read once, and its prefix goes into every path")
    func configuration() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.config, RESTFixture.table(), RESTFixture.table(),
        ])
        let catalog = try RESTFixture.catalog(http)
        let identifier = try RESTFixture.identifier()
        let loaded = try await catalog.loadTable(identifier)
        #expect(loaded.metadata == RESTFixture.metadata())
        #expect(loaded.metadataLocation == "s3://lake/m/1.json")
        _ = try await catalog.loadTable(identifier)
        #expect(
            http.requests.map { "\($0.method) \($0.url)" } == [
                "GET \(RESTFixture.uri)/v1/config?warehouse=s3%3A%2F%2Fw%20h",
                "GET \(RESTFixture.tables)/clicks", "GET \(RESTFixture.tables)/clicks",
            ]
        )
        #expect(http.requests.allSatisfy { $0.field("authorization") == nil })
    }

    @Test("a configuration may move its clients, but not from a safe address to an open one")
    func moved() async throws {
        let moved = #"{"defaults":{"prefix":"d"},"overrides":{"uri":"https://other/x/"}}"#
        let http = ScriptedHTTPClient([.answer(200, body: moved), RESTFixture.table()])
        _ = try await RESTFixture.catalog(http).loadTable(try RESTFixture.identifier())
        #expect(http.requests[1].url == "https://other/x/v1/d/namespaces/t1/tables/clicks")

        for body in [
            #"{"overrides":{"uri":"http://other"}}"#, #"{"overrides":{"prefix":"a?b"}}"#,
            #"{"overrides":{"prefix":"../x"}}"#, "{}", "<html/>", #"{"overrides":[]}"#,
        ] {
            let catalog = try RESTFixture.catalog(ScriptedHTTPClient([.answer(200, body: body)])) {
                $0 = RESTCatalogSettings(uri: RESTAddress("https://safe") ?? $0.uri)
            }
            await #expect(throws: CatalogError(.corrupt, ""), "\(body)") {
                try await catalog.connect()
            }
        }
    }

    @Test("what is wrong with the configuration is for an operator, what is away is tried again")
    func configurationFailures() async throws {
        for (step, code) in [
            (RESTFixture.error(404, "NoSuchWarehouseException"), CatalogError.Code.denied),
            (RESTFixture.error(400, "BadRequestException"), .denied),
            (RESTFixture.error(403, "ForbiddenException"), .denied),
            (.answer(404, body: "<html/>"), .unavailable), (.answer(302), .denied),
            (.fail(.untrusted), .denied), (.fail(.tooLong), .corrupt),
        ] {
            let catalog = try RESTFixture.catalog(ScriptedHTTPClient([step])) {
                $0.retry = .never
            }
            await #expect(throws: CatalogError(code, ""), "\(step)") { try await catalog.connect() }
        }
        let http = ScriptedHTTPClient([.fail(.notSent), .answer(502), RESTFixture.config])
        try await RESTFixture.catalog(http).connect()
        #expect(http.requests.count == 3)
    }

    @Test("a table or namespace that is not there is no table; a wrong address says nothing of it")
    func noTable() async throws {
        for (step, code) in [
            (RESTFixture.error(404, "NoSuchTableException"), CatalogError.Code.noSuchTable),
            (RESTFixture.error(404, "NoSuchNamespaceException"), .noSuchTable),
            (.answer(404, body: "nothing here"), .unavailable),
            (RESTFixture.error(403, "ForbiddenException"), .denied),
            (RESTFixture.error(401, "NotAuthorizedException"), .denied),
            (RESTFixture.error(400, "BadRequestException"), .invalidRequest),
            (.answer(200, body: "{"), .corrupt), (.answer(200, body: "{}"), .corrupt),
            (RESTFixture.table(at: nil), .corrupt),
            (.answer(200, body: #"{"metadata":{"format-version":2}}"#), .corrupt),
        ] {
            let http = ScriptedHTTPClient([RESTFixture.config, step])
            let catalog = try RESTFixture.catalog(http)
            let identifier = try RESTFixture.identifier()
            await #expect(throws: CatalogError(code, ""), "\(step)") {
                try await catalog.loadTable(identifier)
            }
        }
    }

    @Test("reads are tried again, no sooner than the catalog asks")
    func reads() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.config, .fail(.maybeSent), .answer(503), RESTFixture.table(),
        ])
        _ = try await RESTFixture.catalog(http).loadTable(try RESTFixture.identifier())
        #expect(http.requests.count == 4)

        let busy = RESTFixture.error(
            429,
            "SlowDownException",
            headers: [HTTPHeader("Retry-After", "90")]
        )
        let asked = try RESTFixture.catalog(ScriptedHTTPClient([RESTFixture.config, busy]))
        let identifier = try RESTFixture.identifier()
        // Longer than our patience: the caller is told how long.
        let thrown = await RESTFixture.failure { () async throws(CatalogError) in
            try await asked.loadTable(identifier)
        }
        #expect(thrown?.code == .unavailable && thrown?.retryAfter == .seconds(90))
    }

    @Test("a commit sends requirements and updates, and answers with the table behind it")
    func commit() async throws {
        var after = RESTFixture.metadata()
        after.properties = ["a": "b"]
        let http = ScriptedHTTPClient([
            RESTFixture.config, RESTFixture.table(after, at: "s3://lake/m/2.json"),
        ])
        let base = try RESTFixture.base()
        let made = try await RESTFixture.catalog(http).commit(
            to: base,
            requirements: [
                .assertTableUUID(base.metadata.tableUUID),
                .assertRefSnapshotID(ref: "main", snapshotID: nil),
            ],
            updates: [.setProperties(["a": "b"])]
        )
        #expect(made.metadata.properties == ["a": "b"])
        #expect(made.metadataLocation == "s3://lake/m/2.json")
        let request = http.requests[1]
        #expect(request.method == "POST" && request.url == "\(RESTFixture.tables)/clicks")
        let body = try JSONDocument(request.body ?? []).root
        #expect(body["identifier"]?["namespace"]?.array?.first?.string == "t1")
        #expect(body["identifier"]?["name"]?.string == "clicks")
        #expect(body["requirements"]?.array?.first?["type"]?.string == "assert-table-uuid")
        #expect(body["updates"]?.array?.first?["action"]?.string == "set-properties")
    }

    @Test("what a failed commit means follows from what the catalog can know")
    func commitFailures() async throws {
        for (step, code) in [
            (RESTFixture.error(409, "CommitFailedException"), CatalogError.Code.commitFailed),
            (RESTFixture.error(412, "PreconditionFailed"), .commitFailed),
            (RESTFixture.error(400, "CommitFailedException"), .commitFailed),
            (RESTFixture.error(400, "BadRequestException"), .invalidRequest),
            (RESTFixture.error(404, "NoSuchTableException"), .noSuchTable),
            (RESTFixture.error(403, "ForbiddenException"), .denied),
            (RESTFixture.error(500, "InternalServerError"), .commitStateUnknown),
            (RESTFixture.error(500, "CommitFailedException"), .commitStateUnknown),
            (.answer(502), .commitStateUnknown), (.answer(503), .commitStateUnknown),
            (.answer(504), .commitStateUnknown), (.fail(.maybeSent), .commitStateUnknown),
            (.fail(.cancelled), .commitStateUnknown), (.fail(.tooLong), .commitStateUnknown),
            (.answer(200, body: "{"), .commitStateUnknown),
            (RESTFixture.table(at: nil), .commitStateUnknown),
            (.answer(429), .unavailable), (.fail(.notSent), .unavailable),
        ] {
            let http = ScriptedHTTPClient([RESTFixture.config, step])
            let catalog = try RESTFixture.catalog(http)
            let base = try RESTFixture.base()
            await #expect(throws: CatalogError(code, ""), "\(step)") {
                try await catalog.commit(to: base, requirements: [], updates: [])
            }
            // Never twice: only the table can tell what became of the first.
            #expect(http.requests.count == 2)
        }
    }

    @Test("an exchange that does not end is cut off, and its commit is in doubt")
    func hang() async throws {
        let http = ScriptedHTTPClient([RESTFixture.config, .hang])
        let settings = RESTCatalogSettings(
            uri: try #require(RESTAddress(RESTFixture.uri)),
            requestTimeout: .milliseconds(20)
        )
        let catalog = RESTCatalog(settings: settings, http: http, runtime: .live)
        let base = try RESTFixture.base()
        await #expect(throws: CatalogError(.commitStateUnknown, "")) {
            try await catalog.commit(to: base, requirements: [], updates: [])
        }
    }

    @Test("an address is a scheme, a host and a path")
    func addresses() {
        #expect(RESTAddress("HTTPS://Host:443/Api//")?.description == "https://host/Api")
        #expect(RESTAddress("http://h:8181")?.description == "http://h:8181")
        for text in [
            "", "h", "ftp://h", "http://", "http://u:p@h/", "http://h/?a", "http://h/#a",
            "http://h/../a", "http://h/a b", "http://h/a\r\nb", "http://h:0/",
        ] { #expect(RESTAddress(text) == nil, "\(text)") }
    }
}

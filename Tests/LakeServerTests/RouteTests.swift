import LakeModel
import LakeServer
import NIOHTTP1
import Pipeline
import Testing

@Suite("Route")
struct RouteTests {
    private func route(_ method: HTTPMethod, _ uri: String) throws -> Route {
        try Route(HTTPRequestHead(version: .http1_1, method: method, uri: uri))
    }

    @Test("paths lead where the documentation says")
    func paths() throws {
        let clicks = try TableName("clicks")
        #expect(
            try route(.POST, "/v1/tables/clicks/events") == .events(table: clicks, query: "")
        )
        #expect(
            try route(.POST, "/v1/tables/clicks/events?strict=true")
                == .events(table: clicks, query: "strict=true")
        )
        #expect(
            try route(.POST, "http://lake.test:80/v1/tables/clicks/events")
                == .events(table: clicks, query: "")
        )
        #expect(try route(.GET, "/healthz") == .liveness)
        #expect(try route(.HEAD, "/readyz?x") == .readiness)
        #expect(try route(.OPTIONS, "/healthz") == .options("GET, HEAD, OPTIONS"))
        #expect(try route(.OPTIONS, "/v1/tables/clicks/events") == .options("POST, OPTIONS"))
        #expect(try route(.OPTIONS, "*") == .options("POST, OPTIONS"))
    }

    @Test(
        "a name that no table can have is a table that does not exist",
        arguments: ["Clicks", "..", "*", "1a", "%63licks", "a-b", "${x}", "cl\u{0301}icks", " "]
    )
    func hostileNames(name: String) throws {
        let route = try route(.POST, "/v1/tables/\(name)/events")
        #expect(route == .events(table: nil, query: ""))
        #expect(throws: Problem(.notFound, "unknown_table", "There is no such table.")) {
            try EventsTarget(table: nil, query: "", headers: [:])
        }
    }

    @Test(
        "every other path is nothing",
        arguments: [
            "/", "", "/v1", "/v1/tables", "/v1/tables/", "/v1/tables/events", "/v1/tables//events",
            "/v1/tables/a/b/events", "/v1/tables/clicks/events/", "/v1/tables/clicks", "/healthz/",
            "/V1/tables/clicks/events", "//v1/tables/clicks/events", "/v1/tables/../../healthz",
            "v1/tables/clicks/events", "*", "http://lake.test",
        ]
    )
    func nothing(path: String) throws {
        let problem = try #require(throws: Problem.self) { try route(.POST, path) }
        #expect(problem.status == .notFound)
        #expect(problem.detail == "There is nothing at this path.")
    }

    @Test("a method that a path does not take is named with those that it does")
    func methods() throws {
        let problem = try #require(throws: Problem.self) {
            try route(.GET, "/v1/tables/clicks/events")
        }
        #expect(problem.status == .methodNotAllowed)
        #expect(problem.headers == [.init(name: "Allow", value: "POST, OPTIONS")])
        #expect(throws: Problem.self) { try route(.POST, "/healthz") }
    }

    private func target(
        _ query: String = "",
        _ headers: HTTPHeaders = ["content-type": "application/json"]
    ) throws -> EventsTarget {
        try EventsTarget(table: try TableName("clicks"), query: query, headers: headers)
    }

    @Test(
        "content types say how the body is laid out",
        arguments: [
            ("application/json", IngestRequest.Format.json),
            ("application/json; charset=utf-8", .json),
            ("Application/JSON;charset=\"UTF-8\"", .json),
            ("application/x-ndjson", .ndjson), ("application/ndjson", .ndjson),
            ("application/jsonl", .ndjson), ("application/x-ndjson ; x=y", .ndjson),
        ]
    )
    func formats(type: String, format: IngestRequest.Format) throws {
        #expect(try target("", ["content-type": type]).format == format)
    }

    @Test(
        "other content types are refused with the header to send",
        arguments: [
            "application/x-www-form-urlencoded", "text/plain", "", ";", "json", "application/jsonx",
            "application/json; charset=latin1", "application/json, application/json",
        ]
    )
    func otherFormats(type: String) throws {
        let problem = try #require(throws: Problem.self) { try target("", ["content-type": type]) }
        #expect(problem.status == .unsupportedMediaType)
        #expect(problem.detail.contains("Content-Type: application/json"))
        #expect(problem.detail.contains("Content-Type: application/x-ndjson"))
    }

    @Test("without a content type, or with two, nothing is guessed")
    func noFormat() {
        #expect(throws: Problem.self) { try target("", [:]) }
        let two = HTTPHeaders([
            ("content-type", "application/json"), ("content-type", "application/json"),
        ])
        #expect(throws: Problem.self) { try target("", two) }
    }

    @Test("content encodings are identity, gzip and zstd")
    func encodings() throws {
        func encoding(_ value: String) throws -> IngestRequest.ContentEncoding {
            let headers: HTTPHeaders = [
                "content-type": "application/json", "content-encoding": value,
            ]
            return try target("", headers).encoding
        }
        #expect(try encoding("identity") == .identity)
        #expect(try encoding("GZip") == .gzip)
        #expect(try encoding(" zstd ") == .zstd)
        for other in ["br", "deflate", "gzip, zstd", "", "gzip;q=1"] {
            let problem = try #require(throws: Problem.self) { try encoding(other) }
            #expect(problem.code == "unsupported_content_encoding")
        }
    }

    @Test("strictness is asked for in one way only")
    func strict() throws {
        #expect(try target("strict=true").isStrict)
        #expect(try target("strict=false").isStrict == false)
        #expect(try target().isStrict == false)
        for query in ["strict", "strict=1", "stirct=true", "strict=true&strict=false", "x=y"] {
            let problem = try #require(throws: Problem.self) { try target(query) }
            #expect(problem.status == .badRequest)
        }
    }

    @Test(
        "seconds to wait are whole, and at least one",
        arguments: [
            (Duration.zero, Int64(1)), (.milliseconds(1), 1), (.seconds(1), 1),
            (.milliseconds(1001), 2), (.seconds(30), 30),
        ]
    )
    func retryAfter(duration: Duration, seconds: Int64) {
        var problem = Problem(.serviceUnavailable, "x", "x")
        problem.retryAfter = duration
        #expect(problem.retryAfterSeconds == seconds)
    }
}

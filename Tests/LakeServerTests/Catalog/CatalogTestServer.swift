import Iceberg
import LakeModel
import LakeServer
import ObjectStorage

/// A server whose catalog lies in memory, and requests to it.
struct CatalogTestServer: Sendable {
    let base: TestServer
    let store: any ObjectStore
    let catalog: ObjectStoreCatalog
    /// The catalog's clock; tokens are judged by another, which stands.
    let clock: TestClock

    /// Runs `body` with a server, and stops it whatever happens.
    static func run(
        over store: any ObjectStore = InMemoryObjectStore(location: "s3://bucket/root"),
        settings: HTTPSettings = .forTests,
        access: (ObjectStoreRuntime) throws -> TableAccess = { _ in .off },
        _ body: (CatalogTestServer) async throws -> Void
    ) async throws {
        let clock = TestClock()
        let runtime = ObjectStoreRuntime(
            now: { UnixTime(seconds: clock.now) },
            uptime: { .zero },
            random: { 0.5 },
            sleep: { _ in await Task.yield() }
        )
        let catalog = ObjectStoreCatalog(store: store, runtime: runtime)
        let access = try access(runtime)
        try await TestServer.run(
            settings,
            catalog: { authenticator, door, logs, audit in
                CatalogDesk(
                    catalog: catalog,
                    access: access,
                    authenticator: authenticator,
                    tenants: door,
                    runtime: runtime,
                    random: { .random(in: .min ... .max) },
                    audit: audit,
                    logger: logs.logger
                )
            },
            { base in
                let server = CatalogTestServer(
                    base: base,
                    store: store,
                    catalog: catalog,
                    clock: clock
                )
                try await body(server)
            }
        )
    }

    /// What an answer says.
    struct Reply {
        let status: Int
        let headers: [String: String]
        let body: JSONNode?

        /// The exception of the error model.
        var exception: String? { body?["error"]?["type"]?.string }
        /// The sentence of the error model.
        var message: String? { body?["error"]?["message"]?.string }
    }

    /// An operator's token.
    var admin: String { base.tokens.issue(tenant: nil, isAdmin: true, validFor: .seconds(600)) }

    /// A tenant's token.
    func token(_ tenant: String) throws -> String {
        base.tokens.issue(tenant: try TenantID(tenant), validFor: .seconds(600))
    }

    /// Sends a request below `/catalog/v1/`.
    func send(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        token: String? = nil,
        _ fields: String...
    ) async throws -> Reply {
        var lines = ["\(method) /catalog/v1/\(path) HTTP/1.1", "Host: lake.test"]
        let token = token ?? admin
        if !token.isEmpty { lines.append("Authorization: Bearer \(token)") }
        lines += fields
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        let request = lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
        let answer = try await base.answer(to: request, toHead: method == "HEAD")
        return Reply(
            status: answer.status,
            headers: answer.headers,
            body: answer.body.isEmpty ? nil : try JSONDocument(Array(answer.body.utf8)).root
        )
    }

    /// Makes a namespace and a table in it.
    @discardableResult
    func makeTable(_ namespace: String = "acme", _ name: String = "clicks") async throws -> Reply {
        _ = try await send("POST", "namespaces", #"{"namespace":["\#(namespace)"]}"#)
        return try await send(
            "POST",
            "namespaces/\(namespace)/tables",
            #"{"name":"\#(name)","schema":\#(Self.schema)}"#
        )
    }

    /// Two columns, numbered from 0 as Spark does.
    static let schema = """
        {"type":"struct","schema-id":0,"fields":[
        {"id":0,"name":"id","required":true,"type":"long"},
        {"id":1,"name":"tags","required":false,"type":
        {"type":"list","element-id":2,"element":"string","element-required":true}}]}
        """
}

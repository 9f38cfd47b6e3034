import LakeServer
import NIOHTTP1
import Testing

@Suite("CatalogRoute")
struct CatalogRouteTests {
    private func route(_ method: HTTPMethod, _ path: String) throws -> Route {
        try Route(
            HTTPRequestHead(version: .http1_1, method: method, uri: "/catalog/v1/\(path)")
        )
    }

    private func catalogRoute(_ method: HTTPMethod, _ path: String) throws -> CatalogRoute {
        guard case .catalog(let found) = try route(method, path) else {
            throw Problem(.notFound, "none", path)
        }
        return found
    }

    private func status(_ method: HTTPMethod, _ path: String) -> HTTPResponseStatus? {
        #expect(throws: Problem.self) { try route(method, path) }?.status
    }

    @Test(
        "every path of the specification that is served leads to its operation",
        arguments: [
            (HTTPMethod.GET, "config", CatalogOperation.getConfig),
            (.POST, "oauth/tokens", .getToken),
            (.GET, "namespaces", .listNamespaces), (.POST, "namespaces", .createNamespace),
            (.GET, "namespaces/acme", .loadNamespace), (.HEAD, "namespaces/acme", .namespaceExists),
            (.DELETE, "namespaces/acme", .dropNamespace),
            (.POST, "namespaces/acme/properties", .updateProperties),
            (.GET, "namespaces/acme/tables", .listTables),
            (.POST, "namespaces/acme/tables", .createTable),
            (.GET, "namespaces/acme/tables/t", .loadTable),
            (.HEAD, "namespaces/acme/tables/t", .tableExists),
            (.POST, "namespaces/acme/tables/t", .updateTable),
            (.DELETE, "namespaces/acme/tables/t", .dropTable),
            (.POST, "namespaces/acme/tables/t/metrics", .reportMetrics),
            (.GET, "namespaces/acme/tables/t/credentials", .loadCredentials),
            (.POST, "namespaces/acme/tables/t/sign", .signRequest),
            (.POST, "transactions/commit", .commitTransaction),
            (.GET, "namespaces/acme/views", .listViews),
            (.GET, "namespaces/acme/views/v", .loadView),
            (.HEAD, "namespaces/acme/views/v", .viewExists),
        ]
    )
    func operations(method: HTTPMethod, path: String, operation: CatalogOperation) throws {
        #expect(try catalogRoute(method, path).operation == operation)
    }

    @Test("names are unescaped one by one, whatever they are")
    func names() throws {
        let route = try catalogRoute(.GET, "namespaces/a%1Fb/tables/..%2Fx?snapshots=refs&x=y+z")
        #expect(route.namespace == "a\u{1F}b")
        #expect(route.object == "../x")
        #expect(try catalogRoute(.GET, "namespaces/../tables/%2e%2e").namespace == "..")
    }

    @Test("what this catalog cannot do is 406, in whatever namespace")
    func unsupported() {
        for path in [
            "tables/rename", "views/rename", "namespaces/acme/register",
            "namespaces/acme/register-view", "namespaces/acme/views", "namespaces/acme/views/v",
            "namespaces/acme/tables/t/plan", "namespaces/acme/tables/t/tasks",
            "namespaces/acme/tables/t/unregister",
        ] {
            #expect(status(.POST, path) == .notAcceptable, "\(path)")
        }
    }

    @Test(
        "every other path is nothing",
        arguments: [
            "", "config/", "/config", "namespaces/", "namespaces/acme/tables/t/",
            "namespaces/acme/tables/t/x", "Config", "oauth", "oauth/tokens/x", "transactions",
        ]
    )
    func nothing(path: String) {
        // An empty name is a name that nothing has; its path exists.
        guard path != "namespaces/", path != "namespaces/acme/tables/t/" else { return }
        #expect(status(.GET, path) == .notFound)
    }

    @Test("a method that a path does not take is named with those that it does")
    func methods() throws {
        let problem = try #require(throws: Problem.self) {
            try route(.PUT, "namespaces/acme/tables/t")
        }
        #expect(problem.status == .methodNotAllowed)
        #expect(problem.headers.first?.value == "GET, HEAD, POST, DELETE, OPTIONS")
        #expect(try route(.OPTIONS, "config") == .options("GET, OPTIONS"))
    }

    @Test("escapes that are none, and parameters that stand twice, are 400")
    func malformed() {
        for path in ["namespaces/%", "namespaces/%zz", "namespaces/%ff", "config?a=1&a=2"] {
            #expect(status(.GET, path) == .badRequest, "\(path)")
        }
    }
}

import LakeModel
import LakeServer
import NIOHTTP1
import Testing

@Suite("Who may ask the catalog for what")
struct CatalogPermissionTests {
    private func verdict(
        _ principal: Principal,
        _ method: HTTPMethod,
        _ path: String
    ) throws -> HTTPResponseStatus? {
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: "/catalog/v1/\(path)")
        guard case .catalog(let route) = try Route(head) else { return nil }
        do throws(Problem) {
            try route.permit(principal)
            return nil
        } catch {
            return error.status
        }
    }

    private static let everything: [(HTTPMethod, String)] = [
        (.GET, "namespaces/acme"), (.HEAD, "namespaces/acme"), (.DELETE, "namespaces/acme"),
        (.POST, "namespaces/acme/properties"), (.GET, "namespaces/acme/tables"),
        (.POST, "namespaces/acme/tables"), (.GET, "namespaces/acme/tables/t"),
        (.HEAD, "namespaces/acme/tables/t"), (.POST, "namespaces/acme/tables/t"),
        (.DELETE, "namespaces/acme/tables/t"), (.POST, "namespaces/acme/tables/t/metrics"),
        (.GET, "namespaces/acme/tables/t/credentials"),
        (.POST, "namespaces/acme/tables/t/sign"), (.GET, "namespaces/acme/views"),
        (.GET, "namespaces/acme/views/v"), (.HEAD, "namespaces/acme/views/v"),
    ]

    @Test("an operator may do everything")
    func operators() throws {
        for (method, path) in Self.everything {
            #expect(try verdict(.admin(), method, path) == nil)
            #expect(try verdict(.admin(actingFor: TenantID("other")), method, path) == nil)
        }
    }

    @Test("another's namespace is not there for a tenant, whatever it does")
    func others() throws {
        let tenant = Principal.tenant(try TenantID("other"))
        for (method, path) in Self.everything {
            #expect(try verdict(tenant, method, path) == .notFound, "\(method) \(path)")
        }
    }

    @Test("no spelling of another's namespace is one's own")
    func spellings() throws {
        let tenant = Principal.tenant(try TenantID("acme"))
        for name in [
            "ACME", "acme%1F", "%1Facme", "acme%1Facme", "acme%20", "acme%00", "acme%2F", "",
            "..%2Facme", "a%CC%81cme", "acme2", "acm",
        ] {
            #expect(try verdict(tenant, .GET, "namespaces/\(name)/tables") == .notFound, "\(name)")
        }
        #expect(try verdict(tenant, .GET, "namespaces/%61cme/tables") == nil)
    }

    @Test("a tenant reads what is its own, and changes nothing")
    func own() throws {
        let tenant = Principal.tenant(try TenantID("acme"))
        let writes = Self.everything.filter { method, path in
            method == .DELETE
                || method == .POST && !path.hasSuffix("metrics") && !path.hasSuffix("sign")
        }
        #expect(writes.count == 5)
        for (method, path) in Self.everything {
            let isWrite = writes.contains { $0 == (method, path) }
            #expect(try verdict(tenant, method, path) == (isWrite ? .forbidden : nil))
        }
        #expect(try verdict(tenant, .POST, "namespaces") == .forbidden)
        #expect(try verdict(tenant, .POST, "transactions/commit") == .forbidden)
        #expect(try verdict(tenant, .GET, "namespaces") == nil)
        #expect(try verdict(tenant, .GET, "config") == nil)
    }
}

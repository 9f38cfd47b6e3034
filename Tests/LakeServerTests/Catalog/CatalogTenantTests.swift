import Iceberg
import LakeModel
import LakeServer
import Pipeline
import Testing

@Suite("The catalog's tenants")
struct CatalogTenantTests {
    private let acme: TenantID

    init() throws {
        acme = try TenantID("acme")
    }

    private func change(
        _ server: CatalogTestServer,
        _ body: (inout TenantRecord) throws -> Void
    ) async throws {
        try await TenantStore(server.base.tenantsStore).update(acme, body)
        await server.base.registry.refreshStore()
    }

    @Test("a tenant that is not served cannot ask the catalog, and its operator can")
    func states() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let token = try server.token("acme")
            let table = "namespaces/acme/tables/clicks"
            let paths = ["config", "namespaces/acme/tables", table, "\(table)/credentials"]
            #expect(try await server.send("GET", table, token: token).status == 200)
            for (state, word) in [(TenantState.suspended, "suspended"), (.erasing, "erased")] {
                try await change(server) { $0.state = state }
                for path in paths {
                    let refused = try await server.send("GET", path, token: token)
                    #expect(refused.status == 403 && refused.exception == "ForbiddenException")
                    #expect(refused.message?.contains(word) == true)
                }
                let signed = try await server.send("POST", "\(table)/sign", "{}", token: token)
                #expect(signed.status == 403)
                #expect(try await server.send("GET", table).status == 200)
                let beta = try server.token("beta")
                #expect(try await server.send("GET", "config", token: beta).status == 200)
            }
        }
    }

    @Test("who is suspended while its body is on the way is not served any more")
    func slowBody() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let client = try await server.base.connect()
            try await client.send(
                """
                POST /catalog/v1/namespaces/acme/tables/clicks/metrics HTTP/1.1\r\nHost: x\r\n\
                Authorization: Bearer \(try server.token("acme"))\r\nContent-Length: 22\r\n\
                Expect: 100-continue\r\n\r\n
                """
            )
            // By its answer the head was judged, and found good.
            #expect(try await client.answer()?.status == 100)
            try await change(server) { $0.state = .suspended }
            try await client.send(#"{"report-type":"scan"}"#)
            let answer = try unwrap(try await client.answer())
            #expect(answer.status == 403)
            #expect(answer.body.contains("suspended"))
            await client.close()
        }
    }

    @Test("a suspended tenant trades no token for another")
    func tokens() async throws {
        try await CatalogTestServer.run { server in
            let secret = try server.token("acme")
            let form = "grant_type=client_credentials&client_id=x&client_secret=\(secret)"
            let type = "Content-Type: application/x-www-form-urlencoded"
            let granted = try await server.send("POST", "oauth/tokens", form, token: "", type)
            #expect(granted.status == 200)
            try await change(server) { $0.state = .suspended }
            let refused = try await server.send("POST", "oauth/tokens", form, token: "", type)
            #expect(refused.status == 403)
            #expect(refused.body?["error"]?.string == "unauthorized_client")
            #expect(server.base.logs.lines.contains { $0.contains("token.issued") })
            #expect(!server.base.logs.lines.contains { $0.contains(secret) })
        }
    }

    @Test("tables that a tenant may not use are not listed to it, and refused")
    func tables() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable("acme", "clicks")
            try await server.makeTable("acme", "orders")
            try await change(server) { $0.tables = [try TableName("clicks")] }
            let token = try server.token("acme")
            let listed = try await server.send("GET", "namespaces/acme/tables", token: token)
            let names = listed.body?["identifiers"]?.array?.map { $0["name"]?.string }
            #expect(names == ["clicks"])
            let path = "namespaces/acme/tables"
            #expect(try await server.send("GET", "\(path)/clicks", token: token).status == 200)
            for request in ["orders", "orders/credentials"] {
                let refused = try await server.send("GET", "\(path)/\(request)", token: token)
                #expect(refused.status == 403)
            }
            let signed = try await server.send("POST", "\(path)/orders/sign", "{}", token: token)
            #expect(signed.status == 403)
        }
    }

    @Test("what an operator changes is audited, with what it was changed of")
    func audit() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            _ = try await server.send("DELETE", "namespaces/acme/tables/clicks")
            _ = try await server.send("GET", "namespaces/acme/tables")
            let changes = server.base.logs.lines.filter { $0.contains("catalog.changed") }
            #expect(changes.count == 3)
            #expect(changes[0].contains("resource=acme") && changes[0].contains("actor=admin"))
            #expect(changes[1].contains("resource=acme.clicks"))
            #expect(changes[2].contains("DELETE") && changes[2].contains("resource=acme.clicks"))
        }
    }
}

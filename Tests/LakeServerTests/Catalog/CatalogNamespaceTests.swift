import LakeModel
import LakeServer
import Testing

@Suite("CatalogDesk: namespaces and listings", .timeLimit(.minutes(1)))
struct CatalogNamespaceTests {
    @Test("the configuration lists what the token may ask for")
    func config() async throws {
        try await CatalogTestServer.run { server in
            let admin = try await server.send("GET", "config?warehouse=anything")
            let tenant = try await server.send("GET", "config", token: server.token("acme"))
            #expect(admin.status == 200)
            #expect(admin.body?["defaults"]?.members?.isEmpty == true)
            #expect(admin.body?["overrides"]?.members?.isEmpty == true)
            let all = admin.body?["endpoints"]?.array?.compactMap(\.string) ?? []
            let some = tenant.body?["endpoints"]?.array?.compactMap(\.string) ?? []
            #expect(all.contains("POST /v1/{prefix}/transactions/commit"))
            #expect(all.contains("HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}"))
            #expect(!all.contains { $0.contains("views") || $0.contains("rename") })
            #expect(some.count == 10)
            #expect(!some.contains { $0.hasPrefix("DELETE") })
        }
    }

    @Test("a warehouse is this lake, or a name; another lake is not here")
    func warehouses() async throws {
        try await CatalogTestServer.run { server in
            for name in ["s3://bucket/root", "s3://bucket/root/", "s3a://bucket/root", "", "lake"] {
                #expect(try await server.send("GET", "config?warehouse=\(name)").status == 200)
            }
            let other = try await server.send("GET", "config?warehouse=s3://bucket/root2")
            #expect(other.status == 404)
            #expect(other.exception == "NoSuchWarehouseException")
        }
    }

    @Test("a namespace is made, changed, listed, and dropped")
    func lifecycle() async throws {
        try await CatalogTestServer.run { server in
            let made = try await server.send(
                "POST",
                "namespaces",
                #"{"namespace":["acme"],"properties":{"owner":"a"}}"#
            )
            #expect(made.status == 200)
            #expect(made.body?["namespace"]?.array?.map(\.string) == ["acme"])
            let again = try await server.send("POST", "namespaces", #"{"namespace":["acme"]}"#)
            #expect(again.status == 409)
            #expect(again.exception == "AlreadyExistsException")
            #expect(try await server.send("HEAD", "namespaces/acme").status == 204)
            let changed = try await server.send(
                "POST",
                "namespaces/acme/properties",
                #"{"removals":["owner","nobody"],"updates":{"team":"b"}}"#
            )
            #expect(changed.body?["updated"]?.array?.map(\.string) == ["team"])
            #expect(changed.body?["removed"]?.array?.map(\.string) == ["owner"])
            #expect(changed.body?["missing"]?.array?.map(\.string) == ["nobody"])
            let loaded = try await server.send("GET", "namespaces/acme")
            #expect(loaded.body?["properties"]?["team"]?.string == "b")
            #expect(loaded.body?["properties"]?["owner"] == nil)
            #expect(try await server.send("DELETE", "namespaces/acme").status == 204)
            #expect(try await server.send("HEAD", "namespaces/acme").status == 404)
            let gone = try await server.send("DELETE", "namespaces/acme")
            #expect(gone.exception == "NoSuchNamespaceException")
        }
    }

    @Test("a namespace with tables stays, and what is both set and removed is 422")
    func refusals() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let full = try await server.send("DELETE", "namespaces/acme")
            #expect(full.status == 409)
            #expect(full.exception == "NamespaceNotEmptyException")
            let both = try await server.send(
                "POST",
                "namespaces/acme/properties",
                #"{"removals":["a"],"updates":{"a":"b"}}"#
            )
            #expect(both.status == 422)
        }
    }

    @Test(
        "names that no tenant has are refused where they would be made",
        arguments: [
            #"[]"#, #"["a","b"]"#, #"["A"]"#, #"[".."]"#, #"["a/b"]"#, #"["a\u001fb"]"#, #""acme""#,
            #"[1]"#, #"[null]"#, #"{}"#, "null",
        ]
    )
    func names(namespace: String) async throws {
        try await CatalogTestServer.run { server in
            let body = #"{"namespace":\#(namespace)}"#
            let answer = try await server.send("POST", "namespaces", body)
            #expect(answer.status == 400)
            #expect(answer.exception == "BadRequestException")
        }
    }

    @Test("listings come whole, or in pages to those who ask for them")
    func pages() async throws {
        try await CatalogTestServer.run { server in
            for name in ["aa", "bb", "cc"] {
                _ = try await server.send("POST", "namespaces", #"{"namespace":["\#(name)"]}"#)
            }
            let whole = try await server.send("GET", "namespaces?pageSize=1")
            #expect(whole.body?["namespaces"]?.array?.count == 3)
            #expect(whole.body?["next-page-token"] == nil)
            var seen: [String?] = []
            var token: String? = ""
            while let next = token {
                let page = try await server.send("GET", "namespaces?pageToken=\(next)&pageSize=2")
                seen += page.body?["namespaces"]?.array?.map { $0.array?.first?.string } ?? []
                token = page.body?["next-page-token"]?.string
            }
            #expect(seen == ["aa", "bb", "cc"])
            let children = try await server.send("GET", "namespaces?parent=aa")
            #expect(children.body?["namespaces"]?.array?.isEmpty == true)
            #expect(try await server.send("GET", "namespaces?parent=zz").status == 404)
        }
    }

    @Test(
        "page tokens that were made up are refused",
        arguments: ["x", "YWE", "MSBhZnRlciAuLi8", "MSBhZnRlciA", "MiBhZnRlciBhYQ", "%00", "////"]
    )
    func forgedTokens(token: String) async throws {
        try await CatalogTestServer.run { server in
            let answer = try await server.send("GET", "namespaces?pageToken=\(token)")
            #expect(answer.status == 400)
        }
    }

    @Test("pages have a size of at least one", arguments: ["0", "-1", "x", "1.5", ""])
    func pageSizes(size: String) async throws {
        try await CatalogTestServer.run { server in
            let answer = try await server.send("GET", "namespaces?pageSize=\(size)")
            #expect(answer.status == 400)
        }
    }

    @Test("a tenant sees its own namespace, and a page token leads it to no other")
    func tenants() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable("acme", "clicks")
            try await server.makeTable("other", "orders")
            let token = try server.token("other")
            for path in ["namespaces", "namespaces?pageToken=&pageSize=1", "namespaces?parent="] {
                let answer = try await server.send("GET", path, token: token)
                let names = answer.body?["namespaces"]?.array?.map { $0.array?.first?.string }
                #expect(names == ["other"])
                #expect(answer.body?["next-page-token"] == nil)
            }
            let none = try await server.send("GET", "namespaces", token: server.token("nobody"))
            #expect(none.body?["namespaces"]?.array?.isEmpty == true)
            let foreign = try await server.send("GET", "namespaces?parent=acme", token: token)
            let absent = try await server.send("GET", "namespaces?parent=absent", token: token)
            #expect(foreign.status == 404 && absent.status == 404)
            let tables = try await server.send("GET", "namespaces/other/tables", token: token)
            let first = tables.body?["identifiers"]?.array?.first
            #expect(first?["name"]?.string == "orders")
            #expect(first?["namespace"]?.array?.map(\.string) == ["other"])
        }
    }

    @Test("another's table is answered as one that is not there, word by word")
    func noOracle() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable("acme", "clicks")
            let token = try server.token("other")
            for path in ["namespaces/acme", "namespaces/acme/tables", "namespaces/acme/views"] {
                let answer = try await server.send("GET", path, token: token)
                #expect(answer.status == 404)
                #expect(answer.message == "Namespace does not exist: acme")
            }
            let table = try await server.send("GET", "namespaces/acme/tables/clicks", token: token)
            let absent = try await server.send("GET", "namespaces/zz/tables/clicks", token: token)
            #expect(table.status == 404 && absent.status == 404)
            #expect(table.message == "Table does not exist: acme.clicks")
            #expect(absent.message == "Table does not exist: zz.clicks")
            let admin = try await server.send("GET", "namespaces/zz/tables/clicks")
            #expect(admin.message == absent.message)
            #expect(server.base.logs.lines.contains { $0.contains("another tenant's namespace") })
        }
    }

    @Test("there are no views: lists are empty, and none can be made")
    func views() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let views = try await server.send("GET", "namespaces/acme/views")
            #expect(views.body?["identifiers"]?.array?.isEmpty == true)
            let view = try await server.send("GET", "namespaces/acme/views/v")
            #expect(view.exception == "NoSuchViewException")
            #expect(try await server.send("HEAD", "namespaces/acme/views/v").status == 404)
            let made = try await server.send("POST", "namespaces/acme/views", "{}")
            #expect(made.status == 406)
            #expect(made.exception == "UnsupportedOperationException")
        }
    }
}

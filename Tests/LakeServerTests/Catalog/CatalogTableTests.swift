import LakeModel
import LakeServer
import Testing

@Suite("CatalogDesk: tables", .timeLimit(.minutes(1)))
struct CatalogTableTests {
    private let path = "namespaces/acme/tables/clicks"

    @Test("a table is made in its own place, its columns numbered from 1")
    func create() async throws {
        try await CatalogTestServer.run { server in
            let made = try await server.makeTable()
            #expect(made.status == 200)
            let metadata = made.body?["metadata"]
            let location = "s3://bucket/root/_catalog/tenantId=acme/clicks"
            #expect(metadata?["location"]?.string == location)
            #expect(made.body?["metadata-location"]?.string?.hasPrefix(location) == true)
            #expect(metadata?["format-version"]?.integer == 2)
            #expect(metadata?["last-column-id"]?.integer == 3)
            let fields = metadata?["schemas"]?.array?.first?["fields"]?.array
            #expect(fields?.map { $0["id"]?.integer } == [1, 2])
            #expect(fields?.last?["type"]?["element-id"]?.integer == 3)
            let uuid = metadata?["table-uuid"]?.string ?? ""
            #expect(uuid.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
            let again = try await server.makeTable()
            #expect(again.status == 409)
            #expect(again.exception == "AlreadyExistsException")
        }
    }

    @Test("specs and orders follow the columns to their new numbers")
    func specs() async throws {
        try await CatalogTestServer.run { server in
            _ = try await server.send("POST", "namespaces", #"{"namespace":["acme"]}"#)
            let made = try await server.send(
                "POST",
                "namespaces/acme/tables",
                """
                {"name":"clicks","schema":\(CatalogTestServer.schema),
                "partition-spec":{"spec-id":0,"fields":[{"source-id":0,"field-id":5,
                "name":"id_bucket","transform":"bucket[4]"}]},
                "write-order":{"order-id":1,"fields":[{"source-id":0,"transform":"identity",
                "direction":"asc","null-order":"nulls-first"}]},
                "properties":{"owner":"me","format-version":"2"}}
                """
            )
            #expect(made.status == 200, "\(made.message ?? "")")
            let metadata = made.body?["metadata"]
            let spec = metadata?["partition-specs"]?.array?.first?["fields"]?.array?.first
            #expect(spec?["source-id"]?.integer == 1)
            #expect(spec?["field-id"]?.integer == 1000)
            let order = metadata?["sort-orders"]?.array?.last?["fields"]?.array?.first
            #expect(order?["source-id"]?.integer == 1)
            #expect(metadata?["properties"]?["owner"]?.string == "me")
            #expect(metadata?["properties"]?["format-version"] == nil)
        }
    }

    @Test(
        "what makes no table here is refused, and says why",
        arguments: [
            #""name":"Clicks""#, #""name":"..""#, #""name":"a/b""#, #""name":7"#, #""x":1"#,
            #""name":"t","location":"s3://bucket/elsewhere""#,
            #""name":"t","location":"s3://bucket/root/_catalog/tenantId=acme/t/../u""#,
            #""name":"t","location":"s3://bucket/root/_catalog/tenantId=other/t""#,
            #""name":"t","properties":{"write.data.path":"s3://bucket/root/t/tenantId=other"}"#,
            #""name":"t","properties":{"write.metadata.path":"s3://other/x"}"#,
            #""name":"t","properties":{"write.object-storage.enabled":"TRUE"}"#,
            #""name":"t","properties":{"lakewriter.log.1":"x"}"#,
            #""name":"t","properties":{"format-version":"3"}"#,
            #""name":"t","properties":{"a":1}"#, #""name":"t","properties":[]"#,
            #""name":"t","stage-create":"yes""#,
            #""name":"t","partition-spec":{"fields":[{"source-id":9,"name":"x","transform":"day"}]}"#,
            #""name":"t","partition-spec":{"fields":[{"source-id":1,"name":"x","transform":"day"}]}"#,
        ]
    )
    func refuse(members: String) async throws {
        try await CatalogTestServer.run { server in
            _ = try await server.send("POST", "namespaces", #"{"namespace":["acme"]}"#)
            let body = #"{\#(members),"schema":\#(CatalogTestServer.schema)}"#
            let answer = try await server.send("POST", "namespaces/acme/tables", body)
            #expect(answer.status == 400, "\(answer.message ?? "made")")
            #expect(answer.message?.isEmpty == false)
            let tables = try await server.send("GET", "namespaces/acme/tables")
            #expect(tables.body?["identifiers"]?.array?.isEmpty == true)
        }
    }

    @Test(
        "schemas that are none are refused",
        arguments: [
            "null", "[]", #""struct""#, #"{"type":"struct"}"#, #"{"type":"list"}"#,
            #"{"type":"struct","fields":[{"id":1,"name":"a","required":true,"type":"nothing at all"}]}"#,
            #"{"type":"struct","fields":[{"id":1,"name":"a","type":"int"}]}"#,
            """
            {"type":"struct","fields":[{"id":1,"name":"a","required":true,"type":"int"},
            {"id":1,"name":"b","required":true,"type":"int"}]}
            """,
            """
            {"type":"struct","fields":[{"id":1,"name":"a","required":true,"type":"int"},
            {"id":2,"name":"a","required":true,"type":"int"}]}
            """,
        ]
    )
    func schemas(schema: String) async throws {
        try await CatalogTestServer.run { server in
            _ = try await server.send("POST", "namespaces", #"{"namespace":["acme"]}"#)
            let body = #"{"name":"t","schema":\#(schema)}"#
            #expect(try await server.send("POST", "namespaces/acme/tables", body).status == 400)
        }
    }

    @Test("a table needs its namespace")
    func namespace() async throws {
        try await CatalogTestServer.run { server in
            let body = #"{"name":"t","schema":\#(CatalogTestServer.schema)}"#
            for name in ["acme", "Acme", "..", "a%1Fb"] {
                let answer = try await server.send("POST", "namespaces/\(name)/tables", body)
                #expect(answer.status == 404)
                #expect(answer.exception == "NoSuchNamespaceException")
            }
        }
    }

    @Test("an unchanged table is 304 to whoever has its tag, and another selection has another")
    func tags() async throws {
        try await CatalogTestServer.run { server in
            let made = try await server.makeTable()
            let loaded = try await server.send("GET", path)
            #expect(loaded.status == 200)
            let tag = try unwrap(loaded.headers["etag"])
            #expect(made.headers["etag"] == tag)
            for value in [tag, "W/\(tag)", "\"x\", \(tag)", "\(tag) , \"y\""] {
                let again = try await server.send(
                    "GET",
                    path,
                    nil,
                    token: nil,
                    "If-None-Match: \(value)"
                )
                #expect(again.status == 304)
                #expect(again.headers["etag"] == tag)
                #expect(again.body == nil)
            }
            let refs = try await server.send("GET", "\(path)?snapshots=refs")
            #expect(refs.status == 200)
            #expect(refs.headers["etag"] != tag)
            #expect(try await server.send("GET", "\(path)?snapshots=some").status == 400)
            let update = #"{"action":"set-properties","updates":{"a":"b"}}"#
            let changed = try await server.send(
                "POST",
                path,
                #"{"requirements":[],"updates":[\#(update)]}"#
            )
            #expect(changed.status == 200)
            let newer = try await server.send("GET", path, nil, token: nil, "If-None-Match: \(tag)")
            #expect(newer.status == 200)
            #expect(newer.headers["etag"] == changed.headers["etag"])
        }
    }

    @Test("a table is there until it is dropped")
    func drop() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            #expect(try await server.send("HEAD", path).status == 204)
            #expect(try await server.send("DELETE", "\(path)?purgeRequested=maybe").status == 400)
            #expect(try await server.send("DELETE", "\(path)?purgeRequested=true").status == 204)
            #expect(try await server.send("HEAD", path).status == 404)
            #expect(try await server.send("GET", path).exception == "NoSuchTableException")
            #expect(try await server.send("DELETE", path).status == 404)
            #expect(try await server.makeTable().status == 200)
        }
    }

    @Test("reports of clients are taken, and credentials are none where none are lent")
    func reports() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let token = try server.token("acme")
            let report = #"{"report-type":"scan-report","table-name":"x"}"#
            let taken = try await server.send("POST", "\(path)/metrics", report, token: token)
            #expect(taken.status == 204)
            #expect(try await server.send("POST", "\(path)/metrics", "{}").status == 400)
            let lent = try await server.send("GET", "\(path)/credentials", token: token)
            #expect(lent.body?["storage-credentials"]?.array?.isEmpty == true)
            let absent = try await server.send("GET", "namespaces/acme/tables/x/credentials")
            #expect(absent.status == 404)
            let request = """
                {"region":"r","uri":"http://x/y","method":"GET","headers":{},"properties":{}}
                """
            #expect(try await server.send("POST", "\(path)/sign", request).status == 406)
            #expect(try await server.send("POST", "\(path)/sign", "{}").status == 400)
        }
    }
}

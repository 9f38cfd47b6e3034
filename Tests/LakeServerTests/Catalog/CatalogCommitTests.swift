import Iceberg
import LakeModel
import LakeServer
import ObjectStorage
import Testing

@Suite("CatalogDesk: commits", .timeLimit(.minutes(1)))
struct CatalogCommitTests {
    private let path = "namespaces/acme/tables/clicks"
    private let manifestList = "s3://bucket/root/_catalog/tenantId=acme/clicks/metadata/snap-7.avro"

    private func snapshot(_ id: Int, list: String? = nil, sequence: Int = 1) -> String {
        """
        {"action":"add-snapshot","snapshot":{"snapshot-id":\(id),"sequence-number":\(sequence),
        "timestamp-ms":1735689700000,"manifest-list":"\(list ?? manifestList)",
        "summary":{"operation":"append"},"schema-id":0}}
        """
    }

    /// Makes the table, and a manifest list that its snapshots may name.
    private func makeTable(_ server: CatalogTestServer) async throws {
        try await server.makeTable()
        try await server.store.put(
            try #require(server.catalog.lake.key(manifestList)),
            try ManifestListWriter.write(
                [],
                snapshotID: 7,
                parentSnapshotID: nil,
                sequenceNumber: 1
            ),
            mode: .create
        )
    }

    private func reference(_ id: Int) -> String {
        """
        {"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":\(id)}
        """
    }

    private func commit(
        _ server: CatalogTestServer,
        _ requirements: [String],
        _ updates: [String]
    ) async throws -> CatalogTestServer.Reply {
        try await server.send(
            "POST",
            path,
            """
            {"requirements":[\(requirements.joined(separator: ","))],
            "updates":[\(updates.joined(separator: ","))]}
            """
        )
    }

    private let emptyMain = """
        {"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":null}
        """

    @Test("a snapshot is added once, and who comes too late is told so by 409")
    func append() async throws {
        try await CatalogTestServer.run { server in
            try await makeTable(server)
            let first = try await commit(server, [emptyMain], [snapshot(7), reference(7)])
            #expect(first.status == 200, "\(first.message ?? "")")
            #expect(first.body?["metadata"]?["current-snapshot-id"]?.integer == 7)
            let late = try await commit(server, [emptyMain], [snapshot(8), reference(8)])
            #expect(late.status == 409)
            #expect(late.exception == "CommitFailedException")
            let loaded = try await server.send("GET", path)
            #expect(loaded.body?["metadata"]?["snapshots"]?.array?.count == 1)
            #expect(
                loaded.body?["metadata-location"]?.string
                    == first.body?["metadata-location"]?.string
            )
        }
    }

    @Test("only snapshots that a reference names are shown to those who ask for them")
    func selection() async throws {
        try await CatalogTestServer.run { server in
            try await makeTable(server)
            _ = try await commit(server, [], [snapshot(7), reference(7)])
            let second = try await commit(server, [], [snapshot(8, sequence: 2), reference(8)])
            #expect(second.status == 200, "\(second.message ?? "")")
            let all = try await server.send("GET", "\(path)?snapshots=all")
            let refs = try await server.send("GET", "\(path)?snapshots=refs")
            #expect(all.body?["metadata"]?["snapshots"]?.array?.count == 2)
            let named = refs.body?["metadata"]?["snapshots"]?.array
            #expect(named?.map { $0["snapshot-id"]?.integer } == [8])
        }
    }

    @Test(
        "updates that lead out of the table, or that are not known, are 400",
        arguments: [
            #"{"action":"set-location","location":"s3://bucket/elsewhere"}"#,
            #"{"action":"set-location","location":"s3://bucket/root/_catalog/tenantId=b2/clicks"}"#,
            #"{"action":"set-properties","updates":{"lakewriter.log.1":"0:0:"}}"#,
            #"{"action":"remove-properties","removals":["lakewriter.log.1"]}"#,
            #"{"action":"set-properties","updates":{"write.data.path":"s3://bucket/x"}}"#,
            #"{"action":"set-properties","updates":{"a":1}}"#,
            #"{"action":"upgrade-format-version","format-version":3}"#,
            #"{"action":"upgrade-format-version","format-version":1}"#,
            #"{"action":"assign-uuid","uuid":"9c12d441-03fe-4693-9a96-a0705ddf69c1"}"#,
            #"{"action":"frobnicate"}"#, #"{"action":7}"#, "{}", "null", "[]", "7",
            #"{"action":"add-snapshot"}"#, #"{"action":"set-current-schema","schema-id":99}"#,
            #"{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":9}"#,
            #"{"action":"set-current-schema","schema-id":99999999999999999999}"#,
        ]
    )
    func refuse(update: String) async throws {
        try await CatalogTestServer.run { server in
            let made = try await server.makeTable()
            let answer = try await commit(server, [], [update])
            #expect(answer.status == 400, "\(answer.message ?? "committed")")
            let loaded = try await server.send("GET", path)
            #expect(
                loaded.body?["metadata-location"]?.string
                    == made.body?["metadata-location"]?.string
            )
        }
    }

    @Test(
        "requirements that are not known are 400",
        arguments: [#"{"type":"assert-moon"}"#, "{}", "null", #"{"type":"assert-table-uuid"}"#]
    )
    func requirements(requirement: String) async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            #expect(try await commit(server, [requirement], []).status == 400)
        }
    }

    @Test("a snapshot whose list lies elsewhere would stop the table's writer, and is refused")
    func manifestLists() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            for list in [
                "s3://other/x.avro", "s3://bucket/root/_catalog/tenantId=b2/clicks/metadata/x.avro",
                "s3://bucket/root/_catalog/tenantId=acme/clicks/../../tenantId=b2/x.avro", "", "/",
            ] {
                let answer = try await commit(server, [], [snapshot(7, list: list), reference(7)])
                #expect(answer.status == 400, "\(list)")
            }
        }
    }

    @Test("a snapshot whose list is not there, or cannot be read, is refused, and changes nothing")
    func unreadableLists() async throws {
        try await CatalogTestServer.run { server in
            let made = try await server.makeTable()
            let absent = try await commit(server, [emptyMain], [snapshot(7), reference(7)])
            #expect(absent.status == 400)
            #expect(absent.message?.contains("snap-7.avro") == true)
            try await server.store.put(
                try #require(server.catalog.lake.key(manifestList)),
                Array("not Avro".utf8),
                mode: .create
            )
            let broken = try await commit(server, [emptyMain], [snapshot(7), reference(7)])
            #expect(broken.status == 400)
            let loaded = try await server.send("GET", path)
            #expect(
                loaded.body?["metadata-location"]?.string
                    == made.body?["metadata-location"]?.string
            )
        }
    }

    @Test("a staged table is made by its commit, once")
    func staged() async throws {
        try await CatalogTestServer.run { server in
            _ = try await server.send("POST", "namespaces", #"{"namespace":["acme"]}"#)
            let body =
                #"{"name":"clicks","stage-create":true,"schema":\#(CatalogTestServer.schema)}"#
            let staged = try await server.send("POST", "namespaces/acme/tables", body)
            #expect(staged.status == 200)
            #expect(staged.body?["metadata-location"] == nil)
            #expect(try await server.send("HEAD", path).status == 404)
            let metadata = try unwrap(staged.body?["metadata"])
            let updates = try creation(metadata)
            let create = #"{"type":"assert-create"}"#
            let made = try await commit(server, [create], updates)
            #expect(made.status == 200, "\(made.message ?? "")")
            #expect(
                made.body?["metadata"]?["table-uuid"]?.string == metadata["table-uuid"]?.string
            )
            let again = try await commit(server, [create], updates)
            #expect(again.status == 409)
            #expect(again.exception == "CommitFailedException")
            let repeated = try await server.send("POST", "namespaces/acme/tables", body)
            #expect(repeated.exception == "AlreadyExistsException")
        }
    }

    /// What a client commits of a staged table.
    private func creation(_ metadata: JSONNode) throws -> [String] {
        func text(_ node: JSONNode?) throws -> String {
            var json = JSONWriter()
            json.node(try unwrap(node))
            return String(decoding: json.bytes, as: UTF8.self)
        }
        let schema = try text(metadata["schemas"]?.array?.first)
        let spec = try text(metadata["partition-specs"]?.array?.first)
        let order = try text(metadata["sort-orders"]?.array?.first)
        let uuid = try text(metadata["table-uuid"])
        let location = try text(metadata["location"])
        return [
            #"{"action":"assign-uuid","uuid":\#(uuid)}"#,
            #"{"action":"upgrade-format-version","format-version":2}"#,
            #"{"action":"add-schema","schema":\#(schema),"last-column-id":3}"#,
            #"{"action":"set-current-schema","schema-id":-1}"#,
            #"{"action":"add-spec","spec":\#(spec)}"#,
            #"{"action":"set-default-spec","spec-id":-1}"#,
            #"{"action":"add-sort-order","sort-order":\#(order)}"#,
            #"{"action":"set-default-sort-order","sort-order-id":-1}"#,
            #"{"action":"set-location","location":\#(location)}"#,
        ]
    }

    @Test("a transaction is one table's commit, or nothing at all")
    func transactions() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable("acme", "clicks")
            try await server.makeTable("acme", "orders")
            func change(_ namespace: String, _ name: String) -> String {
                """
                {"identifier":{"namespace":["\(namespace)"],"name":"\(name)"},"requirements":[],
                "updates":[{"action":"set-properties","updates":{"a":"b"}}]}
                """
            }
            func send(_ changes: String...) async throws -> CatalogTestServer.Reply {
                try await server.send(
                    "POST",
                    "transactions/commit",
                    #"{"table-changes":[\#(changes.joined(separator: ","))]}"#
                )
            }
            let both = try await send(change("acme", "clicks"), change("acme", "orders"))
            #expect(both.status == 400)
            let untouched = try await server.send("GET", path)
            #expect(untouched.body?["metadata"]?["properties"]?["a"] == nil)
            #expect(try await send(change("acme", "clicks")).status == 204)
            let changed = try await server.send("GET", path)
            #expect(changed.body?["metadata"]?["properties"]?["a"]?.string == "b")
            let absent = try await send(change("acme", "absent"))
            #expect(absent.exception == "NoSuchTableException")
            #expect(absent.message == "Table does not exist: acme.absent")
            #expect(try await send(change("acme", "..")).status == 404)
            #expect(try await send().status == 400)
            #expect(try await send("{}").status == 400)
            #expect(try await server.send("POST", "transactions/commit", "{}").status == 400)
        }
    }

    @Test("the body's name is the path's")
    func identifiers() async throws {
        try await CatalogTestServer.run { server in
            try await server.makeTable()
            let other = """
                {"identifier":{"namespace":["acme"],"name":"orders"},"requirements":[],"updates":[]}
                """
            #expect(try await server.send("POST", path, other).status == 400)
            let absent = #"{"requirements":[],"updates":[]}"#
            let answer = try await server.send("POST", "namespaces/acme/tables/orders", absent)
            #expect(answer.exception == "NoSuchTableException")
        }
    }
}

import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("RESTCatalog, making tables")
struct RESTCreateTests {
    private static let staged = RESTFixture.metadata(location: "s3://theirs/t1/clicks")

    private func create(_ http: ScriptedHTTPClient) async throws -> CatalogTable {
        try await RESTFixture.catalog(http).createTable(
            try RESTFixture.identifier(),
            RESTFixture.metadata()
        )
    }

    @Test("a table is staged, and then made with our columns' numbers if there is none")
    func staged() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.config, RESTFixture.table(Self.staged, at: nil),
            RESTFixture.table(Self.staged),
        ])
        let made = try await create(http)
        #expect(made.metadata.location == "s3://theirs/t1/clicks")
        let stage = try JSONDocument(http.requests[1].body ?? []).root
        #expect(http.requests[1].url == RESTFixture.tables)
        #expect(stage["stage-create"]?.value == .boolean(true))
        #expect(stage["location"]?.string == RESTFixture.metadata().location)
        let commit = try JSONDocument(http.requests[2].body ?? []).root
        #expect(commit["requirements"]?.array?.map { $0["type"]?.string } == ["assert-create"])
        let updates = try #require(commit["updates"]?.array)
        #expect(
            updates.map { $0["action"]?.string } == [
                "assign-uuid", "upgrade-format-version", "add-schema", "set-current-schema",
                "add-spec", "set-default-spec", "add-sort-order", "set-default-sort-order",
                "set-location", "set-properties",
            ]
        )
        let fields = updates[2]["schema"]?["fields"]?.array
        #expect(fields?.map { $0["id"]?.integer } == [1, 3, 17])
        #expect(updates[8]["location"]?.string == "s3://theirs/t1/clicks")
    }

    @Test("a namespace that is missing is made, a folder that is refused is left to the catalog")
    func namespace() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.config, RESTFixture.error(404, "NoSuchNamespaceException"),
            RESTFixture.error(409, "AlreadyExistsException"),
            RESTFixture.error(400, "BadRequestException"),
            RESTFixture.table(Self.staged, at: nil), RESTFixture.table(Self.staged),
        ])
        _ = try await create(http)
        #expect(http.requests[2].url == "\(RESTFixture.uri)/v1/w/namespaces")
        #expect(http.requests[2].text == #"{"namespace":["t1"],"properties":{}}"#)
        #expect(http.requests[3].text.contains(#""location""#))
        #expect(!http.requests[4].text.contains(#""location""#))
    }

    @Test("a table that is there already is reported as that, at either step")
    func exists() async throws {
        for script in [
            [RESTFixture.error(409, "AlreadyExistsException")],
            [
                RESTFixture.table(Self.staged, at: nil),
                RESTFixture.error(409, "CommitFailedException"),
            ],
            [
                RESTFixture.table(Self.staged, at: nil),
                RESTFixture.error(409, "AlreadyExistsException"),
            ],
        ] {
            await #expect(throws: CatalogError(.alreadyExists, "")) {
                try await create(ScriptedHTTPClient([RESTFixture.config] + script))
            }
        }
    }

    @Test("a lost answer leaves the table in doubt, and other columns' numbers are refused")
    func doubt() async throws {
        for last in [ScriptedHTTPClient.Step.answer(500), .fail(.maybeSent)] {
            let staged = RESTFixture.table(Self.staged, at: nil)
            await #expect(throws: CatalogError(.commitStateUnknown, "")) {
                try await create(ScriptedHTTPClient([RESTFixture.config, staged, last]))
            }
        }
        var other = Self.staged
        other.schemas[0].fields[2].id = 3
        other.schemas[0].fields[1].id = 2
        let script = [
            RESTFixture.config, RESTFixture.table(Self.staged, at: nil), RESTFixture.table(other),
        ]
        await #expect(throws: (any Error).self) { try await create(ScriptedHTTPClient(script)) }
    }

    @Test("a catalog that refuses whatever it is asked is asked thrice at most")
    func refuses() async throws {
        let http = ScriptedHTTPClient([
            RESTFixture.config, RESTFixture.error(400, "BadRequestException"),
            RESTFixture.error(400, "BadRequestException"), RESTFixture.table(),
        ])
        await #expect(throws: CatalogError(.invalidRequest, "")) { try await create(http) }
        #expect(http.requests.count == 3)
    }
}

import ByteCoding
import Columnar
import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Parquet
import Pipeline
import Synchronization
import Testing

@Suite("SchemaEvolution")
struct SchemaEvolutionTests {
    private let store = InMemoryObjectStore()
    private let archive = MemoryArchive()
    private let clock = ManualClock()
    private let lines = CollectingLog()
    private let acme: TableIdentifier
    private let other: TableIdentifier

    init() throws {
        let clicks = try TableName("clicks")
        acme = TableIdentifier(tenant: try TenantID("acme"), table: clicks)
        other = TableIdentifier(tenant: try TenantID("other"), table: clicks)
    }

    /// A server's share of what the tests look at.
    private struct Server {
        let keeper: SchemaKeeper
        let tables: ObjectStoreCatalog
        let evolution: SchemaEvolution

        func schema(_ table: TableIdentifier) throws -> TableSchema {
            try #require(keeper.catalog.version(for: table)).schema
        }

        /// The columns that were added, as `name:type:id`.
        func evolved(_ table: TableIdentifier) throws -> [String] {
            try schema(table).evolvedFields.map { "\($0.name):\($0.type):\($0.id)" }
        }
    }

    @Test("fields become optional columns of the table, of the tenant's alone")
    func columns() async throws {
        let server = try await start()
        try await makeTables(server)
        let events = [
            #"{"flag":true,"n":7,"ratio":1,"s":"x","o":{"a":1},"mixed":1}"#,
            #"{"flag":false,"n":-1,"ratio":2.5,"l":[1],"mixed":"y","empty":null}"#,
        ]
        await server.evolution.evolve(acme, for: try fields(events))
        let table = try await server.tables.loadTable(acme).metadata
        let evolved = try server.schema(acme).evolvedFields
        let types = Dictionary(uniqueKeysWithValues: evolved.map { ($0.name, $0.type) })
        #expect(
            types == [
                "flag": .boolean, "n": .long, "ratio": .double, "s": .string, "o": .json,
                "l": .json, "mixed": .json,
            ]
        )
        let columns = table.currentSchema?.fields ?? []
        for field in evolved {
            let column = try #require(columns.first { $0.id == field.id.rawValue })
            #expect(column.name == field.name)
            #expect(column.type == IcebergType(field.type))
            #expect(!column.isRequired)
            #expect(column.id >= 10_000)
        }
        #expect(try server.schema(acme).fields.last?.name == "extra")
        #expect(try server.evolved(other).isEmpty)
        #expect(try await server.tables.loadTable(other).metadata.schemas.count == 1)
        #expect(server.evolution.counts.columnsAdded == 7)
    }

    @Test("names that are reserved, taken in another case, or unfit stay in extra")
    func names() async throws {
        let server = try await start()
        try await makeTables(server)
        let event = """
            {"tenant_id":1,"DT":1,"Value":1,"id":"a","1st":1,"a.b":1,"a b":1,"é":1,"":1,"-x":1,\
            "\(String(repeating: "x", count: 129))":1}
            """
        await server.evolution.evolve(acme, for: try fields([event]))
        #expect(try server.evolved(acme).isEmpty)
        await server.evolution.evolve(acme, for: try fields([#"{"Twice":1,"twice":2}"#]))
        #expect(try server.evolved(acme).count == 1)
    }

    @Test("a table gets so many columns and no more, the ones that most events have first")
    func cap() async throws {
        var settings = EvolutionSettings()
        settings.columnsMax = 3
        let server = try await start(settings: settings)
        try await makeTables(server)
        let events = (0..<50).map { #"{"often":1,"k\#($0)":1}"# }
        await server.evolution.evolve(acme, for: try fields(events))
        #expect(try server.evolved(acme) == ["often:long:10000", "k0:long:10001", "k1:long:10002"])
        await server.evolution.evolve(acme, for: try fields([#"{"late":1}"#]))
        #expect(try server.evolved(acme).count == 3)
        #expect(server.evolution.counts.fieldsRefused == 48)
        #expect(lines.all.filter { $0.contains("further fields stay in extra") }.count == 1)
    }

    @Test("columns are found again after a restart, and follow the table's file")
    func restart() async throws {
        var server = try await start()
        try await makeTables(server)
        await server.evolution.evolve(acme, for: try fields([#"{"color":"red"}"#]))
        let version = try #require(server.keeper.catalog.version(for: acme))
        server = try await start()
        #expect(server.keeper.catalog.version(for: acme) == version)
        await server.keeper.look(at: [Self.file(#", "size": {"type": "integer"}"#)])
        #expect(try server.schema(acme).ownFields.map(\.name) == ["value", "size", "color"])
        #expect(try server.schema(other).ownFields.map(\.name) == ["value", "size"])
        #expect(server.keeper.catalog.version(version.fingerprint) == version)
    }

    @Test("a file that names such a column by now leaves it as it was added")
    func namedLater() async throws {
        let server = try await start()
        try await makeTables(server)
        await server.evolution.evolve(acme, for: try fields([#"{"color":"red"}"#]))
        await server.keeper.look(at: [Self.file(#", "color": {"type": "integer"}"#)])
        #expect(try server.evolved(acme) == ["color:string:10000"])
        #expect(try server.schema(acme).ownFields.map(\.name) == ["value", "color"])
        #expect(try server.schema(other).ownFields.map(\.type) == [.long, .long])
        let definition = TableDefinition(
            schema: try server.schema(acme),
            table: acme,
            lake: LakeLocation(root: store.location)
        )
        let table = try await server.tables.loadTable(acme).metadata
        #expect(try definition.updates(for: table).updates.isEmpty, "its files can join the table")
    }

    @Test("servers of one lake give a field one column, whoever comes first")
    func manyServers() async throws {
        let first = try await start()
        try await makeTables(first)
        var servers = [first]
        for _ in 0..<7 { servers.append(try await start(archive: MemoryArchive())) }
        let acme = acme
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, server) in servers.enumerated() {
                let own = try fields([#"{"color":"red","own\#(index)":1}"#])
                group.addTask { await server.evolution.evolve(acme, for: own) }
            }
            try await group.waitForAll()
        }
        let all = try fields([#"{"color":"red","own0":1,"own1":1,"more":{}}"#])
        for server in servers { await server.evolution.evolve(acme, for: all) }
        let table = try await first.tables.loadTable(acme).metadata
        let columns = table.currentSchema?.fields ?? []
        #expect(columns.filter { $0.name == "color" }.count == 1)
        #expect(Set(columns.map(\.id)).count == columns.count)
        for server in servers {
            for field in try server.schema(acme).evolvedFields {
                #expect(columns.contains { $0.id == field.id.rawValue && $0.name == field.name })
            }
            #expect(
                try server.schema(acme).evolvedFields.first { $0.name == "more" }?.type == .json
            )
        }
    }

    @Test("a catalog or a disk that fails leaves the fields in extra until the next time")
    func failures() async throws {
        let seen = try fields([#"{"color":"red"}"#])
        let server = try await start()
        await server.evolution.evolve(acme, for: seen)
        #expect(try server.evolved(acme).isEmpty, "the table is not there yet")
        try await makeTables(server)
        archive.setFull(true)
        await server.evolution.evolve(acme, for: seen)
        #expect(try server.evolved(acme).isEmpty)
        archive.setFull(false)
        await server.evolution.evolve(acme, for: seen)
        #expect(try server.evolved(acme).isEmpty, "what failed is left alone for a while")
        clock.advance(by: .seconds(11))
        await server.evolution.evolve(acme, for: seen)
        #expect(try server.evolved(acme) == ["color:string:10000"])
    }

    @Test("events are written under the columns that their fields got, and nothing is lost")
    func written() async throws {
        let server = try await start()
        try await makeTables(server)
        let bench = try Bench()
        let writer = try await bench.start(
            store,
            schemas: server.keeper.catalog,
            evolution: server.evolution
        )
        try await writer.send(Self.event(1, #""color":"red""#))
        try await writer.send(Self.event(1, #""color":"red""#), of: "other")
        try await writer.flush()
        try await eventually("both tenants have the column") {
            try server.evolved(acme).count == 1 && server.evolved(other).count == 1
        }
        try await writer.send(Self.event(2, #""color":"blue""#))
        try await writer.send(Self.event(3, #""color":5,"value":1"#))
        try await writer.flush()
        try await eventually("the conflict is counted") {
            server.evolution.counts.conflictingValues == 1
        }
        try await writer.stop()
        var hasColor: [Bool: Int] = [:]
        for key in try await store.keys("clicks/tenantId=acme/") {
            let file = try await store.get(ObjectKey(key), range: nil)
            let footer = try FooterReader.read(file: file)
            hasColor[footer.schema.contains { $0.name == "color" }, default: 0] +=
                Int(footer.rowCount)
        }
        #expect(hasColor == [false: 1, true: 2])
    }

    // MARK: Support

    private func start(
        settings: EvolutionSettings = EvolutionSettings(),
        archive: MemoryArchive? = nil
    ) async throws -> Server {
        let keeper = try await SchemaKeeper.start(
            [Self.file("")],
            archive: archive ?? self.archive,
            lake: LakeSchemas(store: store),
            logger: lines.logger
        )
        let tables = ObjectStoreCatalog(store: store, runtime: Self.runtime)
        let evolution = SchemaEvolution(
            keeper: keeper,
            tables: tables,
            lake: LakeLocation(root: store.location),
            settings: settings,
            clock: clock,
            logger: lines.logger
        )
        return Server(keeper: keeper, tables: tables, evolution: evolution)
    }

    /// Makes both tenants' tables, as their first commits do.
    private func makeTables(_ server: Server) async throws {
        for table in [acme, other] {
            let definition = TableDefinition(
                schema: try server.schema(table),
                table: table,
                lake: LakeLocation(root: store.location)
            )
            let metadata = definition.metadata(
                uuid: "0f7a5b1e-0000-4000-8000-00000000000\(table == acme ? 1 : 2)",
                now: ManualClock.startSeconds * 1000
            )
            _ = try await server.tables.createTable(table, metadata)
        }
    }

    /// What events have in `extra` under the schema file's own columns.
    private func fields(_ events: [String]) throws -> ExtraFields {
        let schema = try SchemaParser.parse(Self.file("").bytes, file: "clicks.json")
        let decoder = EventDecoder(schema: schema, tenant: acme.tenant, limits: DecodeLimits())
        _ = try decoder.decode(
            PaddedBytes(events.joined(separator: "\n").utf8),
            framing: .ndjson,
            context: DecodeContext(
                ingestTimeMicroseconds: ManualClock.startSeconds * 1_000_000,
                idSeed: (1, 2),
                futureLimitMicroseconds: nil
            )
        )
        var fields = ExtraFields()
        fields.observe(decoder.finish())
        return fields
    }

    private static func file(_ more: String) -> SchemaFile {
        let text = """
            {"type": "object", "x-unknown-fields": "evolve", "x-event-id": "id",
             "properties": {"id": {"type": "string"}, "value": {"type": "integer"}\(more)}}
            """
        return SchemaFile(name: "clicks.json", bytes: Array(text.utf8))
    }

    private static func event(_ number: Int, _ more: String) -> String {
        #"{"id":"\#(number)",\#(more)}"#
    }

    private static let generator = Mutex(SeededGenerator(seed: 7))
    private static let runtime = ObjectStoreRuntime(
        now: { UnixTime(seconds: ManualClock.startSeconds) },
        uptime: { .zero },
        random: { generator.withLock { Double($0.next() >> 11) * 0x1p-53 } },
        sleep: { _ in await Task.yield() }
    )
}

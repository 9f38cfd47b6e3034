import Iceberg
import LakeModel
import LakeTesting
import Logging
import ObjectStorage
import Pipeline
import Testing

@Suite("SchemaKeeper")
struct SchemaKeeperTests {
    private let store = InMemoryObjectStore()
    private let archive = MemoryArchive()
    private let lines = CollectingLog()
    private let clicks: TableName

    init() throws {
        clicks = try TableName("clicks")
    }

    @Test("a column that is added while serving is archived, and then decoded with")
    func addition() async throws {
        let keeper = try await start([file("clicks", "a")])
        let old = try #require(keeper.catalog[clicks])
        await keeper.look(at: [file("clicks", "a", "b")])
        let new = try #require(keeper.catalog[clicks])
        #expect(new.schema.ownFields.map(\.name) == ["a", "b"])
        #expect(keeper.catalog.version(old.fingerprint) == old, "the log may still name it")
        #expect(try archive.versions().map(\.number) == [1, 2])
        #expect(lines.all.contains { $0.contains("adds b") })
        let again = try await start([file("clicks", "a", "b")])
        #expect(again.catalog[clicks] == new)
        #expect(again.catalog.version(old.fingerprint) == old)
    }

    @Test("a change that may not be made is told of once, and the schema stays")
    func refusal() async throws {
        let keeper = try await start([file("clicks", "a", "b")])
        let running = keeper.catalog[clicks]
        for _ in 0..<3 { await keeper.look(at: [file("clicks", "a", "c")]) }
        #expect(keeper.catalog[clicks] == running)
        #expect(lines.all.filter { $0.contains("cannot be dropped") }.count == 1)
        #expect(try archive.versions().count == 1)
    }

    @Test("a file that is no schema holds up no other")
    func oneBadFile() async throws {
        let keeper = try await start([file("clicks", "a"), file("sales", "a")])
        let half = SchemaFile(name: "clicks.json", bytes: Array("{\"type\": ".utf8))
        for _ in 0..<3 { await keeper.look(at: [half, file("sales", "a", "b")]) }
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.name) == ["a"])
        #expect(keeper.catalog[try TableName("sales")]?.schema.ownFields.count == 2)
        #expect(lines.all.filter { $0.contains("refused") }.count == 1)
        #expect(await !keeper.isWaiting)
        await keeper.look(at: [file("clicks", "a", "b"), file("sales", "a", "b")])
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.name) == ["a", "b"])
    }

    @Test("a table that is new is taken, and one whose file is gone stays until the next start")
    func tables() async throws {
        let keeper = try await start([file("clicks", "a")])
        for _ in 0..<3 { await keeper.look(at: [file("sales", "a")]) }
        #expect(keeper.catalog.tables.map(\.name) == ["clicks", "sales"])
        #expect(lines.all.filter { $0.contains("is gone") }.count == 1)
        #expect(try await start([file("sales", "a")]).catalog.tables.map(\.name) == ["sales"])
    }

    @Test("a start with bad files names all of them and writes nothing")
    func badStart() async throws {
        let bad = ["clicks", "sales"].map {
            SchemaFile(name: "\($0).json", bytes: Array("{}".utf8))
        }
        do {
            _ = try await start(bad + [file("rest", "a")])
            Issue.record("it started")
        } catch let error as SchemaError {
            #expect(Set(error.problems.map(\.file)) == ["clicks.json", "sales.json"])
        }
        #expect(try archive.versions().isEmpty)
        #expect(try await store.keys().isEmpty)
    }

    @Test("a lake that is away holds up no server that has its archive, and changes wait for it")
    func awayAtStart() async throws {
        _ = try await start([file("clicks", "a")])
        let away = FaultyObjectStore(
            store,
            plan: FaultPlan((0..<1000).map { .init(.get, $0, .failBefore(.unavailable)) })
        )
        let keeper = try await start([file("clicks", "a", "b")], on: away)
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.name) == ["a"])
        #expect(await keeper.isWaiting)
        for _ in 0..<3 { await keeper.look(at: [file("clicks", "a", "b")]) }
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.name) == ["a"])
        #expect(lines.all.filter { $0.contains("looked at again") }.count == 1)
        away.setActive(false)
        await keeper.look(at: [file("clicks", "a", "b")])
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.name) == ["a", "b"])
        #expect(await !keeper.isWaiting)
    }

    @Test("a server without an archive does not start while the lake is away")
    func awayAtFirstStart() async throws {
        let away = FaultyObjectStore(
            store,
            plan: FaultPlan([.init(.get, 0, .failBefore(.unavailable))])
        )
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            try await start([file("clicks", "a")], on: away)
        }
    }

    @Test("no event is decoded with a version that could not be archived")
    func fullDisk() async throws {
        let keeper = try await start([file("clicks", "a")])
        archive.setFull(true)
        for _ in 0..<2 { await keeper.look(at: [file("clicks", "a", "b")]) }
        #expect(keeper.catalog[clicks]?.schema.ownFields.count == 1)
        archive.setFull(false)
        await keeper.look(at: [file("clicks", "a", "b")])
        #expect(keeper.catalog[clicks]?.schema.ownFields.count == 2)
    }

    @Test("an archive of operators' files as they were is gone on with, fingerprints and ids alike")
    func earlierArchive() async throws {
        let bytes = Array(#"{"type": "object",  "properties": {"a": {"type":"integer"}}}"#.utf8)
        try archive.keep(ArchivedSchema(table: clicks, number: 1, bytes: bytes))
        let keeper = try await start([file("clicks", "a", "b")])
        let old = SchemaVersion(
            schema: try SchemaParser.parse(bytes, file: "clicks.json"),
            file: bytes
        )
        #expect(keeper.catalog.version(old.fingerprint)?.schema == old.schema)
        #expect(keeper.catalog[clicks]?.schema.ownFields.map(\.id.rawValue) == [100, 101])
        #expect(try archive.versions().map(\.number) == [1, 2])
    }

    // MARK: Support

    private func start(
        _ files: [SchemaFile],
        on store: (any ObjectStore)? = nil
    ) async throws -> SchemaKeeper {
        try await SchemaKeeper.start(
            files,
            archive: archive,
            lake: LakeSchemas(store: store ?? self.store),
            logger: lines.logger
        )
    }

    /// A file of integer columns.
    private func file(_ table: String, _ columns: String...) -> SchemaFile {
        let properties = columns.map { #""\#($0)": {"type": "integer"}"# }
        let text = #"{"type": "object", "properties": {\#(properties.joined(separator: ","))}}"#
        return SchemaFile(name: "\(table).json", bytes: Array(text.utf8))
    }
}

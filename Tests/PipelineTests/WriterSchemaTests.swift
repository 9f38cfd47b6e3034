import LakeModel
import ObjectStorage
import Parquet
import Pipeline
import Testing

@Suite("Writer under changing schemas")
struct WriterSchemaTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()

    init() throws {
        bench = try Bench()
    }

    @Test("rows of before and after a change lie in files of their own, in one run")
    func change() async throws {
        let schemas = SchemaCatalog(current: [try Tables.plain("clicks")])
        let server = try await bench.start(store, schemas: schemas)
        try await server.send(Events.lines(0..<3))
        schemas.install(try Tables.widened("clicks"))
        try await server.send(Self.noted("n"))
        try await server.send(Events.lines(3..<5))
        try await server.stop()
        #expect(try await rowsByNote() == [false: 3, true: 3])
    }

    @Test("what was taken before and after a change is replayed as it was taken")
    func crash() async throws {
        let old = try Tables.plain("clicks")
        let new = try Tables.widened("clicks")
        let schemas = SchemaCatalog(current: [old])
        var server = try await bench.start(store, schemas: schemas)
        try await server.send(Events.lines(0..<3))
        schemas.install(new)
        try await server.send(Self.noted("n"))
        try await server.abandon()
        server = try await bench.start(
            store,
            schemas: SchemaCatalog(current: [new], archived: [old])
        )
        try await server.stop()
        #expect(try await rowsByNote() == [false: 3, true: 1])
    }

    @Test("a table that is installed while serving takes events")
    func newTable() async throws {
        let schemas = SchemaCatalog(current: [try Tables.plain("clicks")])
        let server = try await bench.start(store, schemas: schemas)
        await #expect(throws: IngestError.self) {
            try await server.send(Events.lines(0..<2), to: "sales")
        }
        schemas.install(try Tables.plain("sales"))
        try await server.send(Events.lines(0..<2), to: "sales")
        try await server.stop()
        #expect(try await store.rowCount("sales/") == 2)
    }

    @Test("requests of many clients go on through a change, and none is lost or doubled")
    func parallel() async throws {
        let schemas = SchemaCatalog(current: [try Tables.plain("clicks")])
        let server = try await bench.start(store, schemas: schemas)
        let wide = try Tables.widened("clicks")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    for round in 0..<20 {
                        let first = (client * 20 + round) * 5
                        try await server.send(Events.lines(first..<(first + 5)))
                    }
                }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(5))
                schemas.install(wide)
            }
            try await group.waitForAll()
        }
        try await server.send(Self.noted("last"))
        try await server.stop()
        #expect(try await store.rowCount("clicks/") == 801)
    }

    private static func noted(_ id: String) -> String {
        #"{"id":"\#(id)","at":\#(ManualClock.startSeconds),"value":1,"note":"new"}"#
    }

    /// Rows of all files, apart by whether their file has the column `note`.
    private func rowsByNote() async throws -> [Bool: Int] {
        var rows: [Bool: Int] = [:]
        for key in try await store.keys("clicks/") {
            let file = try await store.get(ObjectKey(key), range: nil)
            let footer = try FooterReader.read(file: file)
            let hasNote = footer.schema.contains { $0.name == "note" }
            rows[hasNote, default: 0] += Int(footer.rowCount)
        }
        return rows
    }
}

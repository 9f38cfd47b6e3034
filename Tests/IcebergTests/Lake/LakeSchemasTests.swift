import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

@Suite("LakeSchemas")
struct LakeSchemasTests {
    private let store = InMemoryObjectStore()
    private let table: TableName

    init() throws {
        table = try TableName("clicks")
    }

    @Test("a file becomes a version once, with every id pinned")
    func first() async throws {
        let schema = try await agree(#""a": {"type": "integer"}, "b": {"type": "string"}"#)
        #expect(try await agree(#""a":{"type":"integer"},"b":{"type":"string"}"#) == schema)
        let bytes = try await store.get(LakeSchemas.key(of: table, version: 1), range: nil)
        #expect(try SchemaParser.parse(bytes, file: "clicks.json") == schema)
        #expect(LakeSchemas.key(of: table, version: 1).path == "_lakewriter/schemas/clicks/v1.json")
        #expect(try await versionCount() == 1)
    }

    @Test("two servers that name the same columns in another order give them the same ids")
    func order() async throws {
        let first = try await agree(#""a": {"type": "integer"}, "b": {"type": "string"}"#)
        let second = try await agree(#""b": {"type": "string"}, "a": {"type": "integer"}"#)
        #expect(ids(first) == ids(second))
        #expect(ids(first) == ["a": 100, "b": 101])
    }

    @Test("servers that add columns at once lose no race twice, and agree on every id")
    func race() async throws {
        let base = #""a": {"type": "integer"}"#
        _ = try await agree(base)
        let file = file(base + #", "x": {"type": "string"}, "y": {}"#)
        let store = store
        let table = table
        let schemas = try await withThrowingTaskGroup(of: TableSchema.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try await LakeSchemas(store: store).agree(on: file, of: table, running: nil)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(schemas).count == 1)
        #expect(try await versionCount() == 2)
    }

    @Test("a server of yesterday's file works beside one of today's")
    func yesterday() async throws {
        let old = try await agree(#""a": {"type": "integer"}"#)
        _ = try await agree(#""a": {"type": "integer"}, "b": {"type": "string"}"#)
        #expect(try await agree(#""a": {"type": "integer"}"#) == old)
        #expect(try await versionCount() == 2)
    }

    @Test("a column that another server added first keeps the other's id")
    func renumbered() async throws {
        let base = #""a": {"type": "integer"}"#
        let late = LakeSchemas(store: store)
        _ = try await late.agree(on: file(base), of: table, running: nil)
        _ = try await agree(base + #", "b": {"type": "string"}"#)
        let both = file(base + #", "c": {"type": "string"}, "b": {"type": "string"}"#)
        let schema = try await late.agree(on: both, of: table, running: nil)
        #expect(ids(schema) == ["a": 100, "b": 101, "c": 102])
    }

    @Test("a file that drops what the lake has is refused, and nothing is written")
    func refused() async throws {
        _ = try await agree(#""a": {"type": "integer"}, "b": {"type": "string"}"#)
        await #expect(throws: LakeSchemas.Failure.self) {
            try await agree(#""a": {"type": "integer"}, "c": {"type": "string"}"#)
        }
        #expect(try await versionCount() == 1)
    }

    @Test("a server's own past comes into the lake before its next version, with its ids")
    func running() async throws {
        let past = try parse(#""a": {"type": "integer", "x-field-id": 700}"#)
        let file = file(#""b": {"type": "string"}, "a": {"type": "integer"}"#)
        let schema = try await LakeSchemas(store: store)
            .agree(on: file, of: table, running: past)
        #expect(ids(schema) == ["a": 700, "b": 701])
        #expect(try await versionCount() == 2)
        // A server that had only the past goes along with what the lake has by now.
        let same = try await LakeSchemas(store: store)
            .agree(on: file, of: table, running: past)
        #expect(same == schema)
    }

    @Test("a server whose past contradicts the lake's is told what to do")
    func contradiction() async throws {
        _ = try await agree(#""a": {"type": "integer"}, "b": {"type": "string"}"#)
        let past = try parse(#""b": {"type": "string"}, "a": {"type": "integer"}"#)
        do {
            _ = try await LakeSchemas(store: store).agree(
                on: file(#""a": {"type": "integer"}, "b": {"type": "string"}"#),
                of: table,
                running: past
            )
            Issue.record("it agreed")
        } catch {
            #expect(error.description.contains("--data-dir"))
            #expect(error.description.contains("id cannot go from"))
        }
    }

    @Test("an answer that was lost, or a store that is away, leaves no column with two ids")
    func faults() async throws {
        for seed in 0..<50 as Range<UInt64> {
            let inner = InMemoryObjectStore()
            let rates = FaultPlan.Rates(failBefore: 200, failAfter: 200)
            let lossy = FaultyObjectStore(inner, plan: FaultPlan(seed: seed, rates: rates))
            var known: [String: Int32] = [:]
            for columns in [["a"], ["a", "b"], ["c", "a", "b"]] {
                let text = columns.map { #""\#($0)": {"type": "integer"}"# }
                    .joined(separator: ", ")
                for _ in 0..<3 {
                    let schemas = LakeSchemas(store: lossy)
                    guard
                        let agreed = try? await schemas.agree(
                            on: file(text),
                            of: table,
                            running: nil
                        )
                    else { continue }
                    for (name, id) in ids(agreed) {
                        #expect(known.updateValue(id, forKey: name) ?? id == id)
                    }
                }
            }
        }
    }

    @Test("a version that is no schema is refused, and its key is named")
    func corrupt() async throws {
        try await store.put(
            LakeSchemas.key(of: table, version: 1),
            Array("{}".utf8),
            mode: .overwrite
        )
        do {
            _ = try await agree(#""a": {"type": "integer"}"#)
            Issue.record("it agreed")
        } catch let error as LakeSchemas.Failure {
            #expect(error.description.contains("_lakewriter/schemas/clicks/v1.json"))
        }
    }

    // MARK: Support

    /// What a server that has just started agrees to.
    @discardableResult
    private func agree(_ properties: String) async throws -> TableSchema {
        try await LakeSchemas(store: store)
            .agree(on: file(properties), of: table, running: nil)
    }

    private func file(_ properties: String) -> SchemaFile {
        let text = #"{"type": "object", "properties": {\#(properties)}}"#
        return SchemaFile(name: "schemas/clicks.json", bytes: Array(text.utf8))
    }

    private func parse(_ properties: String) throws -> TableSchema {
        try SchemaParser.parse(file(properties).bytes, file: "clicks.json")
    }

    private func versionCount() async throws -> Int {
        try await store.list(prefix: "_lakewriter/schemas/clicks/", after: nil).objects.count
    }

    private func ids(_ schema: TableSchema) -> [String: Int32] {
        Dictionary(uniqueKeysWithValues: schema.ownFields.map { ($0.name, $0.id.rawValue) })
    }
}

import ByteCoding
import Columnar
import LakeModel

/// The events of a benchmark: small orders, all of one day, the same at every run.
struct BenchEvents: Sendable {
    /// The table that they belong to.
    static let table = "bench.commits"

    private static let schemaFile = """
        {
          "title": "commits",
          "type": "object",
          "x-event-id": "id",
          "x-event-time": "at",
          "required": ["id", "at", "kind"],
          "properties": {
            "id": {"type": "string"},
            "at": {"type": "integer", "x-time": "epoch-ms"},
            "kind": {"type": "string"},
            "visitor": {"type": "string"},
            "url": {"type": "string"},
            "price": {"type": "number"},
            "quantity": {"type": "integer"}
          }
        }
        """
    /// 2026-01-01T00:00:00Z, in milliseconds since 1970.
    private static let firstMillisecond: Int64 = 1_767_225_600_000
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// The table.
    let identifier: TableIdentifier
    /// What its columns are.
    let schema: TableSchema
    private let plan: DecodePlan
    private let rows: Int

    /// Creates the events.
    ///
    /// - Parameter rows: how many come at once.
    /// - Throws: ``SchemaError`` and ``NameError`` when what stands above is wrong.
    init(rows: Int) throws {
        schema = try SchemaParser.parse(Array(Self.schemaFile.utf8), file: "commits.json")
        identifier = TableIdentifier(tenant: try TenantID("bench"), table: schema.name)
        plan = DecodePlan(schema: schema)
        self.rows = rows
    }

    /// The rows of one commit, decoded from JSON as the server decodes them.
    func batch(_ number: Int) throws -> RecordBatch {
        let decoder = EventDecoder(plan: plan, tenant: identifier.tenant)
        let first = number * rows
        let body = (first..<(first + rows)).map(Self.line).joined()
        let summary = try decoder.decode(
            PaddedBytes(body.utf8),
            framing: .ndjson,
            context: DecodeContext(
                ingestTimeMicroseconds: (Self.firstMillisecond + Self.millisecondsPerDay) * 1000,
                idSeed: (0, UInt64(number))
            )
        )
        precondition(summary.acceptedCount == rows, "the benchmark's own events fit its schema")
        return decoder.finish()
    }

    private static func line(_ number: Int) -> String {
        let time = firstMillisecond + Int64(number) % millisecondsPerDay
        let kind = ["view", "view", "view", "basket", "order"][number % 5]
        return """
            {"id":"event-\(number)","at":\(time),"kind":"\(kind)",\
            "visitor":"visitor-\(number &* 7919 % 10_007)",\
            "url":"https://shop.example/products/\(number &* 104_729 % 1_009)",\
            "price":\(number % 20_000).\(number % 90 + 10),"quantity":\(number % 9 + 1)}

            """
    }
}

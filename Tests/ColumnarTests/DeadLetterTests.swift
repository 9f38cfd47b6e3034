import ByteCoding
import Columnar
import LakeModel
import Testing

@Suite("Dead letters")
struct DeadLetterTests {
    @Test("rejected events become rows with their reason and their bytes")
    func rows() throws {
        let decoder = try Fixture.decoder([Fixture.field("n", .long)])
        let body = PaddedBytes([UInt8]("{\"n\":\"x\"}\n{}\nnot json \u{FFFD}".utf8) + [0xFF])
        let summary = try decoder.decode(body, framing: .ndjson, context: Fixture.context())
        let letters = DeadLetterBuilder(tenant: try TenantID("acme"))
        let table = try TableName("clicks")
        for _ in 0..<2 {
            for rejection in summary.rejections {
                letters.append(rejection, of: body, table: table, context: Fixture.context())
            }
        }
        #expect(letters.rowCount == 4 && letters.byteCount > 0)
        let batch = letters.finish()
        #expect(letters.rowCount == 0)
        #expect(batch.schema == TableSchema.deadLetters)
        #expect(batch.columns.flatMap(\.faults) == [])
        #expect(batch.columns.filter(\.field.isRequired).allSatisfy { $0.nullCount == 0 })
        #expect(batch.cells("code").prefix(2) == [.text("type_mismatch"), .text("malformed_json")])
        #expect(batch.cells("field").prefix(2) == [.text("n"), .null])
        #expect(batch.cells("event_index").prefix(2) == [.integer(0), .integer(2)])
        #expect(batch.cells("table")[0] == .text("clicks"))
        #expect(batch.cells("raw")[0] == .text("{\"n\":\"x\"}"))
        #expect(batch.cells("event_time") == batch.cells("ingest_time"))
        #expect(Set(batch.cells("event_id")).count == 2)
        guard case .bytes(let offsets, let data) = batch.columns[9].storage else { return }
        let raw = (Int(offsets[1])..<Int(offsets[2])).map { data[$0] }
        #expect(raw == Array(body.array.suffix(raw.count)) && raw.last == 0xFF)
    }

    @Test("dead letters are taken back with their request")
    func rollsBack() throws {
        let letters = DeadLetterBuilder(tenant: try TenantID("acme"))
        let body = PaddedBytes("abc".utf8)
        func append(_ index: Int) throws {
            let rejection = EventRejection(
                index: index,
                code: .malformedJSON,
                field: nil,
                message: "m",
                byteRange: 0..<3
            )
            letters.append(
                rejection,
                of: body,
                table: try TableName("clicks"),
                context: Fixture.context()
            )
        }
        try append(0)
        let mark = letters.mark()
        try append(1)
        letters.rollback(to: mark)
        try append(2)
        #expect(letters.finish().cells("event_index") == [.integer(0), .integer(2)])
    }
}

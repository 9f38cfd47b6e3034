import ByteCoding
import Columnar
import LakeModel
import Testing

@Suite("What is taken back was never there")
struct RollbackTests {
    private func decoded(
        seed: UInt64,
        _ body: (EventDecoder, [String], [String]) throws -> Void
    ) throws -> RecordBatch {
        var generator = ModelGenerator(seed: seed)
        let own = generator.fields(depth: 0)
        let decoder = try Fixture.decoder(own)
        let texts = (0..<40).map { _ in
            let event = generator.event(own)
            return generator.text(event)
        }
        try body(decoder, Array(texts.prefix(20)), Array(texts.suffix(20)))
        return decoder.finish()
    }

    @Test("rows since a mark leave no byte behind", arguments: UInt64(1)...40)
    func marks(seed: UInt64) throws {
        let plain = try decoded(seed: seed) { decoder, first, second in
            try decoder.decode(first.joined(separator: "\n"), .ndjson)
            try decoder.decode(second.joined(separator: "\n"), .ndjson)
        }
        let rolledBack = try decoded(seed: seed) { decoder, first, second in
            let empty = decoder.mark()
            try decoder.decode(second.joined(separator: "\n"), .ndjson)
            decoder.rollback(to: empty)
            #expect(decoder.rowCount == 0)
            try decoder.decode(first.joined(separator: "\n"), .ndjson)
            let mark = decoder.mark()
            try decoder.decode((second + first + second).joined(separator: "\n"), .ndjson)
            decoder.rollback(to: mark)
            #expect(throws: DecodeError.self) {
                try decoder.decode("[" + second.joined(separator: ",") + ",{]")
            }
            try decoder.decode(second.joined(separator: "\n"), .ndjson)
        }
        #expect(rolledBack.layout == plain.layout)
    }

    @Test("a finished decoder begins anew")
    func finishes() throws {
        let decoder = try Fixture.decoder([Fixture.field("n", .long), Fixture.field("s", .string)])
        #expect(decoder.finish().rowCount == 0)
        try decoder.decode(#"{"n":1,"x":2}"#)
        let first = decoder.finish()
        #expect(decoder.rowCount == 0)
        try decoder.decode(#"{"n":1,"x":2}"#)
        #expect(decoder.finish().layout == first.layout)
    }

    @Test("ten thousand decoders of one row stay small")
    func smallMemory() throws {
        let own = (0..<20).map {
            Fixture.field("field_\($0)", $0 < 10 ? .string : .long, id: 100 + $0)
        }
        let plan = DecodePlan(schema: try Fixture.schema(own))
        let decoder = EventDecoder(plan: plan, tenant: try TenantID("acme"))
        #expect(decoder.byteCount == 0)
        let members = own.map { "\"\($0.name)\":" + ($0.type == .string ? "\"some text\"" : "1") }
        try decoder.decode("{" + members.joined(separator: ",") + "}")
        #expect(decoder.byteCount < 3_000)
        let mark = decoder.mark()
        try decoder.decode([String](repeating: "{}", count: 1_000).joined(separator: "\n"), .ndjson)
        #expect(decoder.byteCount > 1_000 * 20 * 4)
        decoder.rollback(to: mark)
        #expect(decoder.rowCount == 1)
    }
}

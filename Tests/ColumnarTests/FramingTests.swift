import ByteCoding
import Columnar
import LakeModel
import Testing

@Suite("Bodies")
struct FramingTests {
    private let own = [Fixture.field("n", .long)]

    private func numbers(_ decoder: EventDecoder) -> [Cell] { decoder.finish().cells("n") }

    @Test("JSON is one object or an array of objects")
    func json() throws {
        let decoder = try Fixture.decoder(own)
        #expect(try decoder.decode(" {\"n\":1}\n ").acceptedCount == 1)
        #expect(try decoder.decode("[]").acceptedCount == 0)
        let summary = try decoder.decode("[ {\"n\":2} ,7,null,[],\r\n{\"n\":3}]")
        #expect(summary.acceptedCount == 2)
        #expect(summary.rejections.map(\.code) == [.notAnObject, .notAnObject, .notAnObject])
        #expect(summary.rejections.map(\.index) == [1, 2, 3])
        #expect(numbers(decoder) == [.integer(1), .integer(2), .integer(3)])
    }

    @Test(
        "a body that is not JSON is refused whole",
        arguments: [
            "", " ", "7", "\"x\"", "null", "{", "{}x", "{}{}", "[{}", "[{},]", "[{} {}]", "[{}]]",
            "[{\"n\":1},{\"n\":tru}]", "[{\"n\":\"x\"},{]", "[{\"n\":1},{\"n\":\"\\x\"}]",
            "[{}\u{0}]",
            "{}\u{0}", "\u{FEFF}{}", "{\"n\":1}\n{\"n\":2}", "[{\"x\":01}]", "[{\"n\":1.}]",
        ]
    )
    func malformedJSON(text: String) throws {
        let decoder = try Fixture.decoder(own)
        try decoder.decode("{\"n\":9}")
        #expect {
            try decoder.decode(text)
        } throws: { error in
            (error as? DecodeError)?.code == .malformed
        }
        #expect(numbers(decoder) == [.integer(9)])
    }

    @Test("each line stands alone")
    func ndjson() throws {
        let decoder = try Fixture.decoder(own)
        let text =
            "\n\r\n {\"n\":1}\r\n\n{\"n\":\n2}\n[{}]\n{\"n\":3} {}\n{\"n\":\"a\nb\"}\nx \r\n\t{\"n\":4} "
        let summary = try decoder.decode(text, .ndjson)
        #expect(summary.acceptedCount == 2)
        let bytes = Array(text.utf8)
        #expect(
            summary.rejections.map { String(decoding: bytes[$0.byteRange], as: UTF8.self) }
                == ["{\"n\":", "2}", "[{}]", "{\"n\":3} {}", "{\"n\":\"a", "b\"}", "x"]
        )
        #expect(summary.rejections.map(\.index) == Array(1...7))
        #expect(
            summary.rejections.map(\.code)
                == [.malformedJSON, .malformedJSON, .notAnObject]
                + [RejectionCode](repeating: .malformedJSON, count: 4)
        )
        #expect(numbers(decoder) == [.integer(1), .integer(4)])
        #expect(try decoder.decode("", .ndjson).acceptedCount == 0)
    }

    @Test("a line that is not UTF-8 is rejected and its neighbours are not")
    func badUTF8() throws {
        let decoder = try Fixture.decoder(own)
        let good = Array("{\"n\":1}\n".utf8)
        let bad = Array("{\"x\":\"".utf8) + [0xFF] + Array("\"}\n".utf8)
        let cut = Array("{\"x\":\"".utf8) + [0xE2, 0x82] + Array("\n".utf8)
        let body = PaddedBytes(good + bad + good + cut + bad + good)
        let summary = try decoder.decode(body, framing: .ndjson, context: Fixture.context())
        #expect(summary.acceptedCount == 3)
        #expect(summary.rejections.map(\.index) == [1, 3, 4])
        #expect(summary.rejections.allSatisfy { $0.code == .malformedJSON })
        #expect {
            try decoder.decode(PaddedBytes(bad), framing: .json, context: Fixture.context())
        } throws: { error in
            (error as? DecodeError)?.offset == 6
        }
    }

    @Test("too many events refuse the body")
    func tooManyEvents() throws {
        let decoder = try Fixture.decoder(own, limits: DecodeLimits(eventsMax: 3))
        #expect(try decoder.decode("{}\n{}\n{}\n", .ndjson).acceptedCount == 3)
        for (text, framing) in [("{}\n7\n{}\n{}", EventFraming.ndjson), ("[{},{},{},{}]", .json)] {
            #expect {
                try decoder.decode(text, framing)
            } throws: { error in
                (error as? DecodeError)?.code == .tooManyEvents
            }
        }
        #expect(decoder.rowCount == 3)
    }

    @Test("the writer's own columns come from the context and the sources")
    func systemColumns() throws {
        let schema = try Fixture.schema(
            own,
            id: Fixture.field("id", .string, id: 2),
            time: Fixture.field("at", .timestamptz, id: 3, reading: .epochMilliseconds)
        )
        let decoder = EventDecoder(schema: schema, tenant: try TenantID("acme"))
        try decoder.decode(
            #"[{"id":"a\u0062","at":1000},{"tenant_id":"evil","event_id":"x"},{"at":null,"id":null}]"#
        )
        try decoder.decode("{}", context: Fixture.context(ingestTime: 5_000))
        let batch = decoder.finish()
        #expect(batch.cells("tenant_id") == [Cell](repeating: .text("acme"), count: 4))
        let now = Cell.integer(Int128(Fixture.ingestTime))
        #expect(batch.cells("event_time") == [.integer(1_000_000), now, now, .integer(5_000)])
        #expect(batch.cells("ingest_time") == [now, now, now, .integer(5_000)])
        #expect(
            batch.cells("extra")
                == [.null, .text(#"{"tenant_id":"evil","event_id":"x"}"#), .null, .null]
        )
        let ids = batch.cells("event_id")
        #expect(ids[0] == .text("ab"))
        #expect(Set(ids).count == 4)
        for case .text(let id) in ids.dropFirst() {
            let parts = id.split(separator: "-")
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "7" && "89ab".contains(parts[3].first ?? "x"))
            let time = Int64(parts[0] + parts[1], radix: 16)
            #expect(time == Fixture.ingestTime / 1_000 || time == 5)
        }
    }

    @Test("ids of other types become text, and are the same in a replay")
    func ids() throws {
        func ids(_ source: Field?, _ text: String) throws -> [Cell] {
            let schema = try Fixture.schema(own, id: source)
            let decoder = EventDecoder(schema: schema, tenant: try TenantID("acme"))
            let summary = try decoder.decode(text)
            return decoder.finish().cells("event_id")
                + summary.rejections.map { .text($0.code.rawValue) }
        }
        let long = Fixture.field("id", .long, id: 2)
        #expect(
            try ids(long, #"[{"id":7},{"id":-1e2},{"id":1.5}]"#) == [
                .text("7"), .text("-100"), .text("type_mismatch"),
            ]
        )
        let uuid = Fixture.field("id", .uuid, id: 2, isRequired: true)
        #expect(
            try ids(uuid, #"[{"id":"991412ED-5A2B-47A3-A4EA-FA759D03CF99"},{}]"#)
                == [.text("991412ed-5a2b-47a3-a4ea-fa759d03cf99"), .text("missing_field")]
        )
        let body = "[" + [String](repeating: "{}", count: 500).joined(separator: ",") + "]"
        let first = try ids(nil, body)
        #expect(try ids(nil, body) == first)
        #expect(Set(first).count == 500)
    }
}

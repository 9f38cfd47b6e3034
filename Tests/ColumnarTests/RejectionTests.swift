import ByteCoding
import Columnar
import LakeModel
import Testing

@Suite("Bad events are rejected alone")
struct RejectionTests {
    private func only(
        _ text: String,
        _ own: [Field],
        unknownFields: TableSchema.UnknownFields = .extra,
        limits: DecodeLimits = DecodeLimits()
    ) throws -> EventRejection {
        let decoder = try Fixture.decoder(own, unknownFields: unknownFields, limits: limits)
        let summary = try decoder.decode(text)
        #expect(summary.acceptedCount == 0 && decoder.rowCount == 0)
        #expect(summary.rejections.count == 1)
        return try #require(summary.rejections.first)
    }

    private var page: Field {
        Fixture.field(
            "page",
            .structure([
                Fixture.field("ms", .long), Fixture.field("url", .string, isRequired: true),
            ])
        )
    }

    private var items: Field {
        Fixture.field(
            "items",
            .list(element: Fixture.field("element", .structure([Fixture.field("qty", .long)])))
        )
    }

    @Test("the field is named by its way through structures and lists")
    func fieldPaths() throws {
        let cases: [(String, RejectionCode, String)] = [
            (#"{"page":{"url":"u","ms":"x"}}"#, .typeMismatch, "page.ms"),
            (#"{"page":{"ms":1}}"#, .missingField, "page.url"),
            (#"{"page":{"ms":1,"url":null}}"#, .missingField, "page.url"),
            (#"{"page":[]}"#, .typeMismatch, "page"),
            (#"{"items":[{"qty":1},{"qty":2.5}]}"#, .typeMismatch, "items[1].qty"),
            (#"{"items":[{},7]}"#, .typeMismatch, "items[1]"),
            (#"{"items":[{"qty":99999999999999999999}]}"#, .outOfRange, "items[0].qty"),
        ]
        for (text, code, field) in cases {
            let rejection = try only(text, [page, items])
            #expect(rejection.code == code && rejection.field == field, "\(text)")
        }
    }

    @Test("unknown fields are rejected where the schema says so, by their name")
    func unknownFields() throws {
        let cases = [
            (#"{"foo":1}"#, "foo"), (#"{"page":{"url":"u","b\u0061r":1}}"#, "page.bar"),
            (#"{"items":[{"zzz":1}]}"#, "items[0].zzz"), (#"{"tenant_id":"evil"}"#, "tenant_id"),
        ]
        for (text, field) in cases {
            let rejection = try only(text, [page, items], unknownFields: .reject)
            #expect(rejection.code == .unknownField && rejection.field == field, "\(text)")
        }
    }

    @Test("messages say what was expected and found, and little of the client's text")
    func messages() throws {
        let own = [Fixture.field("n", .long)]
        let rejection = try only(#"{"n":"abc"}"#, own)
        #expect(rejection.message == "expected an integer of 64 bits, found the string \"abc\"")
        let long = String(repeating: "é", count: 5_000)
        for text in [#"{"n":"\#(long)"}"#, "{\"n\":1.\(String(repeating: "7", count: 900))}"] {
            let message = try only(text, own).message
            #expect(message.utf8.count < 160 && message.contains("…"), "\(message)")
        }
        let unknown = try only("{\"\(long)\":1}", own, unknownFields: .reject)
        #expect((unknown.field ?? "").utf8.count < 60)
    }

    @Test("limits reject the event and not the body")
    func limits() throws {
        let own = [Fixture.field("l", .list(element: Fixture.field("element", .long)))]
        let limits = DecodeLimits(
            keysPerObjectMax: 2,
            numberLengthMax: 8,
            listElementsPerEventMax: 3,
            eventByteCountMax: 60
        )
        #expect(try only(#"{"a":1,"b":2,"c":3}"#, own, limits: limits).code == .tooManyKeys)
        #expect(try only(#"{"x":{"a":1,"b":2,"c":3}}"#, own, limits: limits).code == .tooManyKeys)
        #expect(try only(#"{"l":[123456789]}"#, own, limits: limits).code == .tooLarge)
        #expect(try only(#"{"x":123456789}"#, own, limits: limits).code == .tooLarge)
        #expect(try only(#"{"l":[1,2,3,4]}"#, own, limits: limits).code == .tooLarge)
        let long = String(repeating: "x", count: 60)
        #expect(try only(#"{"x":"\#(long)"}"#, own, limits: limits).code == .tooLarge)
        #expect(try only(#"{"x":1,"x":"\#(long)"}"#, own, limits: limits).code == .tooLarge)
    }

    @Test("too deep a line is rejected, too deep an array refuses the body")
    func depth() throws {
        let deep =
            "{\"a\":" + String(repeating: "[", count: 63) + String(repeating: "]", count: 63) + "}"
        let deeper = "{\"a\":[" + deep.dropFirst(5).dropLast() + "]}"
        let decoder = try Fixture.decoder([])
        let summary = try decoder.decode("\(deep)\n\(deeper)\n{}", .ndjson)
        #expect(summary.acceptedCount == 2)
        #expect(summary.rejections.map(\.code) == [.tooDeep])
        #expect(try decoder.decode("[\(deep)]").acceptedCount == 1)
        #expect {
            try decoder.decode("[{},\(deeper)]")
        } throws: { error in
            (error as? DecodeError)?.code == .tooDeep
        }
        #expect(decoder.rowCount == 3)
    }

    @Test("events of the wrong time are rejected by name")
    func eventTimes() throws {
        let schema = try Fixture.schema(
            [],
            time: Fixture.field("at", .timestamptz, id: 3),
            lateAfter: .seconds(86_400)
        )
        let decoder = EventDecoder(schema: schema, tenant: try TenantID("acme"))
        let summary = try decoder.decode(
            """
            {"at":"2026-10-30T23:59:59.999999Z"}
            {"at":"2026-10-31T00:00:00Z"}
            {"at":"2026-11-01T00:01:00Z"}
            {"at":"2026-11-01T00:01:00.000001Z"}
            {}
            """,
            .ndjson,
            context: Fixture.context(futureLimit: 60_000_000)
        )
        #expect(summary.rejections.map(\.code) == [.eventTimeTooOld, .eventTimeInFuture])
        #expect(summary.rejections.map(\.index) == [0, 3])
        #expect(summary.rejections.map(\.field) == ["at", "at"])
        #expect(
            decoder.finish().cells("event_time")
                == [-86_400_000_000, 60_000_000, 0].map {
                    .integer(Int128(Fixture.ingestTime) + $0)
                }
        )
    }

    @Test("every rejection is located; only the first ones are described")
    func describesTheFirst() throws {
        let decoder = try Fixture.decoder(
            [Fixture.field("n", .long)],
            limits: DecodeLimits(describedRejectionsMax: 2)
        )
        let line = #"{"n":"x"}"#
        let text = [String](repeating: line, count: 5).joined(separator: "\n") + "\n7\nx"
        let summary = try decoder.decode(text, .ndjson)
        #expect(summary.rejections.map(\.index) == Array(0..<7))
        #expect(summary.rejections.prefix(2).allSatisfy { $0.field == "n" })
        #expect(summary.rejections.dropFirst(2).allSatisfy { $0.field == nil })
        let bytes = Array(text.utf8)
        let raw = summary.rejections.map { String(decoding: bytes[$0.byteRange], as: UTF8.self) }
        #expect(raw == [String](repeating: line, count: 5) + ["7", "x"])
        #expect(
            summary.rejections.map(\.code)
                == [RejectionCode](repeating: .typeMismatch, count: 5)
                + [.notAnObject, .malformedJSON]
        )
    }
}

import Columnar
import LakeModel
import Testing

@Suite("Fields beside the schema, and keys that stand twice")
struct ExtraTests {
    private var own: [Field] {
        let items = Fixture.field(
            "element",
            .structure([Fixture.field("sku", .string), Fixture.field("deep", deep)])
        )
        return [
            Fixture.field("n", .long),
            Fixture.field("page", .structure([Fixture.field("ms", .long)])),
            Fixture.field("items", .list(element: items)),
            Fixture.field("grid", .list(element: Fixture.field("element", .list(element: items)))),
            Fixture.field("a \"quoted\" name that is longer than the words reach", .long),
            Fixture.field("blob", .json),
        ]
    }

    private var deep: LogicalType { .structure([Fixture.field("x", .long)]) }

    private func extra(_ text: String) throws -> Cell {
        let decoder = try Fixture.decoder(own)
        let summary = try decoder.decode(text)
        #expect(summary.rejections == [])
        let batch = decoder.finish()
        #expect(batch.columns.flatMap(\.faults) == [])
        return batch.cells("extra")[0]
    }

    @Test(
        "unknown fields keep their text and their nesting",
        arguments: [
            (#"{"n":1}"#, nil),
            (#"{"a": 1.50 ,"n":2, "b" : [ 1,2 ] }"#, #"{"a":1.50,"b":[ 1,2 ]}"#),
            (#"{"page":{"ms":1,"foo":"x"}}"#, #"{"page":{"foo":"x"}}"#),
            (#"{"page":{"foo":1},"z":2}"#, #"{"page":{"foo":1},"z":2}"#),
            (
                #"{"z":2,"page":{"foo":1,"ms":3,"bar":2},"y":null}"#,
                #"{"z":2,"page":{"foo":1,"bar":2},"y":null}"#
            ),
            (#"{"items":[{"zzz":1},{}]}"#, #"{"items":[{"zzz":1},{}]}"#),
            (
                #"{"items":[{"sku":"a"},null,{"zzz":1,"y":2},{}]}"#,
                #"{"items":[{},{},{"zzz":1,"y":2},{}]}"#
            ),
            (
                #"{"items":[{"deep":{"q":1}},{"deep":{"x":1}}]}"#,
                #"{"items":[{"deep":{"q":1}},{}]}"#
            ),
            (#"{"grid":[[],[{"sku":"a"},{"u":1}],null]}"#, #"{"grid":[[],[{},{"u":1}],[]]}"#),
            (#"{"items":[],"grid":[[]],"page":{}}"#, nil),
            (
                #"{"extra":{"x":1},"dt":"d","tenantId":"t"}"#,
                #"{"extra":{"x":1},"dt":"d","tenantId":"t"}"#
            ),
            (#"{"\u0061\n":1,"":2}"#, #"{"\u0061\n":1,"":2}"#),
            (#"{"u":{"a":1,"a":2}}"#, #"{"u":{"a":1,"a":2}}"#),
        ] as [(String, String?)]
    )
    func keepsUnknown(text: String, expected: String?) throws {
        #expect(try extra(text) == (expected.map(Cell.text) ?? .null))
    }

    @Test(
        "the last of equal keys counts, at every level",
        arguments: [
            (#"{"n":1,"n":2}"#, #"{"n":2}"#), (#"{"n":1,"n":null}"#, "{}"),
            (#"{"n":null,"n":2}"#, #"{"n":2}"#), (#"{"n":"bad","n":2}"#, #"{"n":2}"#),
            (#"{"n":1,"\u006e":2}"#, #"{"n":2}"#), (#"{"n":"bad","n":null}"#, "{}"),
            (#"{"page":{"ms":1,"foo":1},"page":{"foo":2}}"#, #"{"page":{"foo":2}}"#),
            (#"{"page":{"ms":1,"foo":1},"page":null}"#, "{}"),
            (#"{"page":{"ms":1,"ms":2}}"#, #"{"page":{"ms":2}}"#),
            (#"{"page":{"foo":1,"foo":2}}"#, #"{"page":{"foo":2}}"#),
            (#"{"foo":1,"bar":2,"foo":3}"#, #"{"bar":2,"foo":3}"#),
            (#"{"foo":1,"f\u006fo":3}"#, #"{"f\u006fo":3}"#),
            (
                #"{"items":[{"sku":"a","sku":"b"},{"z":1,"z":2}],"items":[{"sku":"c","q":1,"q":2}]}"#,
                #"{"items":[{"sku":"c","q":2}]}"#
            ),
            (#"{"grid":[[{"sku":"a","sku":"b"}]]}"#, #"{"grid":[[{"sku":"b"}]]}"#),
            (#"{"blob":[1],"blob":{"a":1,"a":2}}"#, #"{"blob":{"a":1,"a":2}}"#),
        ]
    )
    func lastWins(text: String, same: String) throws {
        func row(_ text: String) throws -> [[Cell]] {
            let decoder = try Fixture.decoder(own)
            #expect(try decoder.decode(text).rejections == [])
            let batch = decoder.finish()
            #expect(batch.columns.flatMap(\.faults) == [])
            return batch.rows()
        }
        #expect(try row(text) == row(same))
    }

    @Test("the same key in different objects is no duplicate")
    func sameKeyElsewhere() throws {
        let text = #"{"z":1,"page":{"z":1},"items":[{"z":1},{"z":1}]}"#
        #expect(try extra(text) == .text(text))
    }

    @Test("an event that is bad without its duplicates is rejected for what is left")
    func stillBad() throws {
        let decoder = try Fixture.decoder(own)
        let summary = try decoder.decode(#"[{"n":1,"n":"x"},{"n":5}]"#)
        #expect(summary.rejections.map(\.field) == ["n"])
        #expect(decoder.finish().cells("n") == [.integer(5)])
    }

    @Test("keys with escapes and long keys find their field")
    func keys() throws {
        let decoder = try Fixture.decoder(own)
        let name = #"a \"quoted\" name that is longer than the words reach"#
        try decoder.decode(
            #"[{"\u006E":1,"\#(name)":2},{"n" : 3 , "\#(name)" :4},{"\#(name)":5,"n":6}]"#
        )
        try decoder.decode(#"{"a \"quoted\" name that is longer than the words rEach":7}"#)
        let batch = decoder.finish()
        #expect(batch.cells("n") == [.integer(1), .integer(3), .integer(6), .null])
        #expect(
            batch.cells("a \"quoted\" name that is longer than the words reach")
                == [.integer(2), .integer(4), .integer(5), .null]
        )
    }

    @Test("thousands of unknown keys are told from each other")
    func manyKeys() throws {
        let members = (0..<3_000).map { "\"k\($0)\":\($0)" }
        let text = "{" + members.joined(separator: ",") + "}"
        #expect(try extra(text) == .text(text))
        let twice = "{\"k2999\":0," + members.joined(separator: ",") + "}"
        #expect(try extra(twice) == .text(text))
    }
}

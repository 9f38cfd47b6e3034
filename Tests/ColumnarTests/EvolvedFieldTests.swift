import Columnar
import LakeModel
import Testing

@Suite("Columns that were added for fields of events")
struct EvolvedFieldTests {
    private let own: [Field] = [
        evolved("flag", .boolean, 10_000), evolved("n", .long, 10_001),
        evolved("x", .double, 10_002), evolved("s", .string, 10_003),
        evolved("j", .json, 10_004), Fixture.field("declared", .long, id: 100),
    ]

    private static func evolved(_ name: String, _ type: LogicalType, _ id: Int32) -> Field {
        Field(id: FieldID(id), name: name, type: type, isEvolved: true)
    }

    @Test(
        "a value of another type is kept in extra, and its event is a row",
        arguments: [
            (#"{"n":"seven","x":1}"#, #"{"n":"seven"}"#), (#"{"flag":1}"#, #"{"flag":1}"#),
            (#"{"x":"1.5","s":[1,"]"],"n":2}"#, #"{"x":"1.5","s":[1,"]"]}"#),
            (#"{"n":1.5,"new":true}"#, #"{"n":1.5,"new":true}"#),
            (#"{"x":1e999}"#, #"{"x":1e999}"#), (#"{"s":{"a":{}}}"#, #"{"s":{"a":{}}}"#),
        ]
    )
    func conflicts(event: String, extra: String) throws {
        let decoder = try Fixture.decoder(own, unknownFields: .evolve)
        let summary = try decoder.decode(#"{"n":1,"flag":true}"# + "\n" + event, .ndjson)
        #expect(summary.rejections == [])
        let batch = decoder.finish()
        #expect(batch.columns.flatMap(\.faults) == [])
        #expect(batch.cells("extra") == [.null, .text(extra)])
        #expect(batch.cells("n")[0] == .integer(1))
    }

    @Test("values of the column's type, and nulls, are in the column")
    func values() throws {
        let decoder = try Fixture.decoder(own, unknownFields: .evolve)
        let text = #"{"flag":null,"n":3,"x":2,"s":"a\"b","j":{"k":[1, 2]}}"#
        #expect(try decoder.decode(text).rejections == [])
        let batch = decoder.finish()
        #expect(batch.cells("extra") == [.null])
        #expect(batch.cells("j") == [.text(#"{"k":[1, 2]}"#)])
        #expect(batch.cells("s") == [.text("a\"b")])
    }

    @Test(
        "of a key that stands twice the last value counts, whichever was the conflict",
        arguments: [
            (#"{"n":"a","n":1}"#, Cell.integer(1), Cell.null),
            (#"{"n":1,"n":"a"}"#, Cell.null, Cell.text(#"{"n":"a"}"#)),
            (#"{"n":"a","n":"b"}"#, Cell.null, Cell.text(#"{"n":"b"}"#)),
        ]
    )
    func twice(event: String, value: Cell, extra: Cell) throws {
        let decoder = try Fixture.decoder(own, unknownFields: .evolve)
        #expect(try decoder.decode(event).rejections == [])
        let batch = decoder.finish()
        #expect(batch.cells("n") == [value])
        #expect(batch.cells("extra") == [extra])
    }

    @Test("a declared column still refuses what is not of its type")
    func declared() throws {
        let decoder = try Fixture.decoder(own, unknownFields: .evolve)
        let summary = try decoder.decode(#"{"n":"a","declared":"b"}"#)
        #expect(summary.rejections.map(\.code) == [.typeMismatch])
        #expect(decoder.finish().rowCount == 0)
    }

    @Test("text that is not JSON is refused, in a conflict too")
    func malformed() throws {
        let decoder = try Fixture.decoder(own, unknownFields: .evolve)
        let summary = try decoder.decode("{\"n\":[1,}\n{\"n\":[1]}\n", .ndjson)
        #expect(summary.rejections.map(\.code) == [.malformedJSON])
        #expect(decoder.finish().cells("extra") == [.text(#"{"n":[1]}"#)])
    }

    @Test("names and kinds of what is beside the schema are found in extra")
    func findings() throws {
        let decoder = try Fixture.decoder([Fixture.field("known", .long)], unknownFields: .evolve)
        let events = [
            #"{"a":1,"b":"x","c":{"d":[1,"}"]},"known":1}"#, #"{"a":-2.5,"b":null,"e":[ ]}"#,
            #"{"known":2}"#, #"{"f":true,"g":false,"h":null,"\u0069":1,"n":-12}"#,
            #"{"big":12345678901234567890,"quo\"te":1,"s":"\\","t":"\""}"#,
            #"{"known":"bad","z":1}"#,
        ]
        try decoder.decode(events.joined(separator: "\n"), .ndjson)
        var fields = ExtraFields()
        fields.observe(decoder.finish())
        let expected: [String: ExtraFields.Kinds] = [
            "a": [.integer, .number], "b": .string, "c": .composite, "e": .composite,
            "f": .boolean, "g": .boolean, "n": .integer, "big": .number, "s": .string,
            "t": .string,
        ]
        #expect(fields.findings.mapValues(\.kinds) == expected)
        #expect(fields.findings["a"]?.count == 2)
    }

    @Test("a client that makes up names fills no memory")
    func bounded() throws {
        let decoder = try Fixture.decoder([], unknownFields: .evolve)
        let events = (0..<3000).map { "{\"k\($0)\":1,\"\(String(repeating: "x", count: 200))\":1}" }
        try decoder.decode(events.joined(separator: "\n"), .ndjson)
        var fields = ExtraFields()
        fields.observe(decoder.finish())
        #expect(fields.findings.count == ExtraFields.namesMax)
    }
}

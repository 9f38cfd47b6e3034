import LakeModel
import Testing

@Suite("SchemaParser refuses")
struct SchemaRefusalTests {
    @Test(
        "a field that no column can be, at its pointer",
        arguments: [
            (#"{"type":"null"}"#, "/properties/f/type"),
            (#"{"type":"text"}"#, "/properties/f/type"),
            (#"{"type":[]}"#, "/properties/f/type"),
            (#"{"type":["string","string"]}"#, "/properties/f/type"),
            (#"{"type":7}"#, "/properties/f/type"),
            (#"false"#, "/properties/f"),
            (#"[]"#, "/properties/f"),
            (#"{"type":"integer","minimum":0}"#, "/properties/f/minimum"),
            (#"{"type":"string","pattern":"a"}"#, "/properties/f/pattern"),
            (##"{"$ref":"#/$defs/x"}"##, "/properties/f/$ref"),
            (#"{"oneOf":[]}"#, "/properties/f/oneOf"),
            (#"{"type":"string","const":"x"}"#, "/properties/f/const"),
            (#"{"type":"string","nullable":true}"#, "/properties/f/nullable"),
            (#"{"type":"string","x-speling":1}"#, "/properties/f/x-speling"),
            (#"{"type":"string","x-time-zone":"UTC"}"#, "/properties/f/x-time-zone"),
            (#"{"type":"string","format":"email"}"#, "/properties/f/format"),
            (#"{"type":"integer","format":"int64"}"#, "/properties/f/format"),
            (#"{"format":"uuid"}"#, "/properties/f/format"),
            (#"{"enum":["a"]}"#, "/properties/f/enum"),
            (#"{"properties":{}}"#, "/properties/f/properties"),
            (#"{"type":["string","object"],"enum":["a"]}"#, "/properties/f/enum"),
            (#"{"type":"string","enum":[]}"#, "/properties/f/enum"),
            (#"{"type":"string","enum":["a",1]}"#, "/properties/f/enum/1"),
            (#"{"type":"string","enum":["a","a"]}"#, "/properties/f/enum/1"),
            (#"{"type":"string","enum":["a",null]}"#, "/properties/f/enum/1"),
            (#"{"type":"integer","enum":["a"]}"#, "/properties/f/enum"),
            (#"{"type":"string","format":"date","enum":["a"]}"#, "/properties/f/enum"),
            (#"{"type":"string","x-time":"epoch-s"}"#, "/properties/f/x-time"),
            (#"{"type":"integer","x-time":"epoch-ns"}"#, "/properties/f/x-time"),
            (#"{"type":"number","x-decimal":[39,2]}"#, "/properties/f/x-decimal"),
            (#"{"type":"number","x-decimal":[0,0]}"#, "/properties/f/x-decimal"),
            (#"{"type":"number","x-decimal":[5,6]}"#, "/properties/f/x-decimal"),
            (#"{"type":"number","x-decimal":[5]}"#, "/properties/f/x-decimal"),
            (#"{"type":"number","x-decimal":[5,-1]}"#, "/properties/f/x-decimal"),
            (#"{"type":"number","x-decimal":"12,2"}"#, "/properties/f/x-decimal"),
            (#"{"type":"integer","x-decimal":[5,2]}"#, "/properties/f/x-decimal/1"),
            (#"{"type":"number","x-time":"epoch-s","x-decimal":[5,2]}"#, "/properties/f/x-decimal"),
            (#"{"type":"string","x-field-id":99}"#, "/properties/f/x-field-id"),
            (#"{"type":"string","x-field-id":"100"}"#, "/properties/f/x-field-id"),
            (#"{"type":"string","x-field-id":2147483648}"#, "/properties/f/x-field-id"),
            (#"{"type":"string","description":1}"#, "/properties/f/description"),
            (#"{"type":"object","required":["a"]}"#, "/properties/f/required"),
            (
                #"{"type":"object","additionalProperties":false}"#,
                "/properties/f/additionalProperties"
            ),
            (#"{"type":"array","items":{"type":"null"}}"#, "/properties/f/items/type"),
            (#"{"type":"array","items":[{"type":"string"}]}"#, "/properties/f/items"),
            (#"{"type":"array","items":{"type":"string"},"minItems":1}"#, "/properties/f/minItems"),
        ]
    )
    func refusesField(_ schema: String, _ pointer: String) {
        let found = problems(#""f":\#(schema)"#)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("\(pointer): ") == true, "\(found)")
    }

    @Test(
        "what a table as a whole cannot say, at its pointer",
        arguments: [
            (#","title":"other""#, "/title"),
            (##","$schema":"http://json-schema.org/draft-07/schema#""##, "/$schema"),
            (#","required":["nope"]"#, "/required/0"),
            (#","required":["s","s"]"#, "/required/1"),
            (#","required":true"#, "/required"),
            (#","x-event-time":"nope""#, "/x-event-time"),
            (#","x-event-time":"s""#, "/x-event-time"),
            (#","x-event-time":3"#, "/x-event-time"),
            (#","x-event-id":"o""#, "/x-event-id"),
            (#","x-event-id":"at""#, "/x-event-id"),
            (#","x-late-after":"P1D""#, "/x-late-after"),
            (#","x-event-time":"at","x-late-after":"P1M""#, "/x-late-after"),
            (#","x-event-time":"at","x-late-after":"PT0S""#, "/x-late-after"),
            (#","x-event-time":"at","x-late-after":"30d""#, "/x-late-after"),
            (#","x-event-time":"at","x-late-after":"P99999999999D""#, "/x-late-after"),
            (#","x-sort-by":"n""#, "/x-sort-by"),
            (#","x-sort-by":["nope"]"#, "/x-sort-by/0"),
            (#","x-sort-by":["o"]"#, "/x-sort-by/0"),
            (#","x-sort-by":["n","n"]"#, "/x-sort-by/1"),
            (#","x-unknown-fields":"drop""#, "/x-unknown-fields"),
            (#","additionalProperties":false"#, "/additionalProperties"),
            (#","$defs":{}"#, "/$defs"),
            (#","x-decimal":[1,1]"#, "/x-decimal"),
        ]
    )
    func refusesTable(_ others: String, _ pointer: String) {
        let found = problems(
            #"""
            "s":{"type":"string"},"n":{"type":"integer"},"o":{"type":"object"},
            "at":{"type":"string","format":"date-time"}
            """#,
            others
        )
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("\(pointer): ") == true, "\(found)")
    }

    @Test(
        "the writer's own names, whatever their case",
        arguments: [
            "tenant_id", "event_id", "event_time", "ingest_time", "extra", "tenantId", "dt", "DT",
            "TENANT_ID", "tenantid",
        ]
    )
    func refusesReservedNames(_ name: String) {
        let found = problems(#""\#(name)":{"type":"string"}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("/properties/\(name): ") == true)
    }

    @Test("a reserved name inside an object is nobody's")
    func allowsReservedNamesInside() {
        #expect(
            problems(#""o":{"type":"object","properties":{"extra":{"type":"string"}}}"#).isEmpty
        )
    }

    @Test("names that engines cannot tell apart, or cannot write")
    func refusesNames() {
        #expect(problems(#""Max":{},"max":{}"#).count == 1)
        #expect(
            problems(#""o":{"type":"object","properties":{"A":{},"a":{}}}"#).count == 1
        )
        #expect(problems(#""":{}"#).count == 1)
        #expect(problems(#""a\u0000b":{}"#).count == 1)
        #expect(problems(#""\#(String(repeating: "n", count: 256))":{}"#).count == 1)
        #expect(problems(#""id.orig_h":{},"@timestamp":{},"Grüße":{}"#).isEmpty)
    }

    @Test("an id that is pinned twice, or pinned on what becomes a column of the writer's")
    func refusesDoubleIDs() {
        let twice = #""a":{"x-field-id":100},"b":{"type":"array","items":{"x-field-id":100}}"#
        #expect(
            problems(twice)
                == [
                    "/properties/b/items/x-field-id: id 100 belongs to /properties/a; "
                        + "an id is given once"
                ]
        )
        #expect(
            problems(
                #""i":{"type":"string","x-field-id":100}"#,
                #","x-event-id":"i""#
            ).count == 1
        )
    }

    @Test("everything that is wrong at once, with lines")
    func reportsAll() {
        let text = """
            {
              "type": "object",
              "x-event-id": "nobody",
              "title": "u",
              "properties": {
                "price": {"type": "number", "x-decimal": [40, 2]},
                "name": {"type": "string", "minLength": 1, "pattern": "."}
              },
              "x-sort-by": ["nothing"]
            }
            """
        #expect {
            try SchemaParser.parse(Array(text.utf8), file: "schemas/t.json")
        } throws: { error in
            let found = (error as? SchemaError)?.problems ?? []
            return found.map(\.pointer) == [
                "/x-event-id", "/title", "/properties/price/x-decimal",
                "/properties/name/minLength",
                "/properties/name/pattern", "/x-sort-by/0",
            ] && found.map(\.line) == [3, 4, 6, 7, 7, 9]
                && found[2].description.hasPrefix("schemas/t.json:6: /properties/price/x-decimal: ")
        }
    }

    @Test(
        "a file that is no table's",
        arguments: [
            "dead_letters.json", "Clicks.json", "1st.json", "a-b.json", "clicks.yaml", ".json",
            "schemas/.json", "a b.json", "",
        ]
    )
    func refusesFileNames(_ file: String) {
        #expect(throws: SchemaError.self) {
            try SchemaParser.parse(Array(#"{"type":"object","properties":{}}"#.utf8), file: file)
        }
    }

    @Test("a text that is no schema", arguments: ["", "[]", "{}", "{\"type\":\"array\"}", "{"])
    func refusesTexts(_ text: String) {
        #expect(throws: SchemaError.self) {
            try SchemaParser.parse(Array(text.utf8), file: "t.json")
        }
    }
}

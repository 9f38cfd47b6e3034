import LakeModel
import Testing

@Suite("SchemaParser")
struct SchemaParserTests {
    @Test(
        "each type maps to one of Iceberg's",
        arguments: [
            (#"{"type":"boolean"}"#, LogicalType.boolean),
            (#"{"type":"integer"}"#, .long),
            (#"{"type":"number"}"#, .double),
            (#"{"type":"string"}"#, .string),
            (#"{"type":"string","format":"date-time"}"#, .timestamptz),
            (#"{"type":"string","format":"date"}"#, .date),
            (#"{"type":"string","format":"uuid"}"#, .uuid),
            (#"{"type":"number","x-decimal":[12,2]}"#, .decimal(precision: 12, scale: 2)),
            (#"{"type":"integer","x-decimal":[38,0]}"#, .decimal(precision: 38, scale: 0)),
            (#"{}"#, .json),
            (#"true"#, .json),
            (#"{"description":"any"}"#, .json),
            (#"{"type":["string","integer"]}"#, .json),
            (#"{"type":"object"}"#, .json),
            (#"{"type":"object","properties":{}}"#, .json),
            (#"{"type":"array"}"#, .json),
            (#"{"type":["string","null"]}"#, .string),
        ]
    )
    func mapsTypes(_ schema: String, _ type: LogicalType) throws {
        #expect(try column(schema).type == type)
    }

    @Test("the columns are the writer's own, then the table's, then extra")
    func ordersColumns() throws {
        let table = try parseTable(#""b":{"type":"string"},"a":{"type":"boolean"}"#)
        #expect(
            table.fields.map(\.name)
                == ["tenant_id", "event_id", "event_time", "ingest_time", "b", "a", "extra"]
        )
        #expect(table.name.name == "t")
        #expect(table.unknownFields == .extra)
    }

    @Test("a number with x-time is a timestamp, read in its unit")
    func readsEpochs() throws {
        let units: [(String, Field.Reading)] = [
            ("epoch-s", .epochSeconds), ("epoch-ms", .epochMilliseconds),
            ("epoch-us", .epochMicroseconds),
        ]
        for (unit, reading) in units {
            for type in ["integer", "number"] {
                let field = try column(#"{"type":"\#(type)","x-time":"\#(unit)"}"#)
                #expect(field.type == .timestamptz)
                #expect(field.reading == reading)
            }
        }
    }

    @Test("required and not nullable is required; the element of a list may be null")
    func readsRequired() throws {
        let table = try parseTable(
            #"""
            "a":{"type":"string"},"b":{"type":["string","null"]},"c":{},
            "d":{"type":"object","required":["e"],"properties":{"e":{"type":"integer"}}},
            "l":{"type":"array","items":{"type":"integer"}},"o":{"type":"string"}
            """#,
            #","required":["a","b","c","d"]"#
        )
        #expect(table.ownFields.map(\.isRequired) == [true, false, false, true, false, false])
        #expect(table.ownFields[3].type.innerFields[0].isRequired)
        #expect(!table.ownFields[4].type.innerFields[0].isRequired)
        #expect(table.ownFields[4].type.innerFields[0].name == "element")
    }

    @Test("descriptions and enums are kept, and null in an enum only allows null")
    func keepsDescriptionsAndEnums() throws {
        let field = try column(
            #"{"type":["string","null"],"description":"How.","enum":["b",null,"a"]}"#
        )
        #expect(field.documentation == "How.")
        #expect(field.allowedValues == ["b", "a"])
    }

    @Test("the mapped id and time are not columns a second time")
    func mapsIDAndTime() throws {
        let table = try parseTable(
            #"""
            "id":{"type":"string","format":"uuid"},"x":{"type":"integer"},
            "at":{"type":"integer","x-time":"epoch-ms"}
            """#,
            #"""
            ,"x-event-id":"id","x-event-time":"at","required":["at"],
            "x-late-after":"P1DT12H","x-sort-by":["x","at"],"x-unknown-fields":"reject"
            """#
        )
        #expect(table.ownFields.map(\.name) == ["x"])
        #expect(table.ownFields[0].id == FieldID(100))
        #expect(table.eventIDSource?.type == .uuid)
        #expect(table.eventIDSource?.isRequired == false)
        #expect(table.eventTimeSource?.reading == .epochMilliseconds)
        #expect(table.eventTimeSource?.isRequired == true)
        #expect(table.lateAfter == .seconds(129_600))
        #expect(table.sortBy == [FieldID(100), SystemColumns.eventTime.id])
        #expect(table.unknownFields == .reject)
    }

    @Test("a reserved name is allowed where it is mapped to what it means")
    func allowsMappedReservedNames() throws {
        let table = try parseTable(
            #""event_id":{"type":"string"},"event_time":{"type":"string","format":"date-time"}"#,
            #","x-event-id":"event_id","x-event-time":"event_time""#
        )
        #expect(table.ownFields.isEmpty)
    }

    @Test("ids go depth first from 100, past the pinned ones")
    func numbersFields() throws {
        let table = try parseTable(
            #"""
            "a":{"type":"object","properties":{
              "b":{"type":"string"},"c":{"type":"array","items":{
                "type":"object","properties":{"d":{"type":"string"}}}}}},
            "p":{"type":"string","x-field-id":101},"e":{"type":"string"}
            """#
        )
        let a = table.ownFields[0]
        #expect(a.id == FieldID(100))
        #expect(a.type.innerFields.map(\.id) == [FieldID(102), FieldID(103)])
        let element = a.type.innerFields[1].type.innerFields[0]
        #expect(element.id == FieldID(104))
        #expect(element.type.innerFields[0].id == FieldID(105))
        #expect(table.ownFields[1].id == FieldID(101))
        #expect(table.ownFields[2].id == FieldID(106))
        #expect(table.lastFieldID == FieldID(106))
    }

    @Test("a remembered table keeps its ids, and new fields get numbers never used")
    func remembersIDs() throws {
        let old = try parseTable(
            #""a":{"type":"string"},"l":{"type":"array","items":{"type":"string"}}"#
        )
        let new = try parseTable(
            #""n":{"type":"string"},"l":{"type":"array","items":{"type":"string"}},"a":{"type":"string"}"#,
            remembering: old
        )
        #expect(new.ownFields.map(\.id.rawValue) == [103, 101, 100])
        #expect(new.ownFields[1].type.innerFields[0].id == FieldID(102))
    }
}

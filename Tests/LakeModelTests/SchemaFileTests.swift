import LakeModel
import Testing

@Suite("A schema's own file")
struct SchemaFileTests {
    private static let everything = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "clicks",
         "type": "object", "x-event-time": "at", "x-event-id": "id", "x-late-after": "P30DT12H",
         "x-sort-by": ["user_id", "at", "id", "tenant_id"], "x-unknown-fields": "evolve",
         "required": ["at", "kind", "any", "several", "page"],
         "properties": {
           "id": {"type": "string", "format": "uuid", "description": "what \\"it\\" is"},
           "at": {"type": "number", "x-time": "epoch-ms"},
           "seen": {"type": "integer", "x-time": "epoch-us"},
           "due": {"type": "string", "format": "date"},
           "when": {"type": "string", "format": "date-time", "x-field-id": 170},
           "kind": {"type": "string", "enum": ["view", "cart", "buy"]},
           "user_id": {"type": "integer"},
           "whole": {"type": "integer", "x-decimal": [9, 0]},
           "price": {"type": "number", "x-decimal": [12, 2]},
           "any": {}, "several": {"type": ["string", "number"]},
           "loose": {"type": "object"}, "flag": {"type": "boolean"}, "ratio": {"type": "number"},
           "page": {"type": "object", "required": ["url"],
                    "properties": {"url": {"type": "string"}, "ms": {"type": "number"}}},
           "items": {"type": "array", "items": {"type": "object", "properties": {
             "sku": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}}}}}
        """

    @Test("reads back as the same schema, ids and all, without remembering anything")
    func roundTrip() throws {
        let earlier = try parse(
            #"{"type": "object", "properties": {"user_id": {"type": "integer", "x-field-id": 140}}}"#
        )
        let schema = try parse(Self.everything, remembering: earlier)
        let again = try SchemaParser.parse(schema.file, file: "clicks.json")
        #expect(again == schema)
        #expect(again.file == schema.file)
        #expect(again.fields.first { $0.name == "user_id" }?.id == FieldID(140))
    }

    @Test("of a table that maps and names nothing")
    func empty() throws {
        let schema = try parse(
            #"{"type": "object", "properties": {}, "x-sort-by": ["event_time"]}"#
        )
        #expect(try SchemaParser.parse(schema.file, file: "clicks.json") == schema)
    }

    private func parse(
        _ text: String,
        remembering earlier: TableSchema? = nil
    ) throws -> TableSchema {
        try SchemaParser.parse(Array(text.utf8), file: "clicks.json", remembering: earlier)
    }
}

import Iceberg
import Testing

@Suite("AvroSchema")
struct AvroSchemaTests {
    private func schema(_ json: String) throws(AvroError) -> AvroSchema {
        let writer = ObjectContainerWriter(schema: Array(json.utf8), metadata: [], codec: .null)
        var finished = writer
        return try ObjectContainer(finished.finish()).schema
    }

    @Test("named types are found by their names, in their namespaces")
    func names() throws {
        let text = """
            {"type":"record","name":"a.b.R","fields":[
             {"name":"x","type":{"type":"fixed","name":"F","size":3},"field-id":1},
             {"name":"y","type":["null","F"]},{"name":"z","type":"a.b.F"},
             {"name":"e","type":{"type":"enum","name":"c.E","symbols":["S"]}},
             {"name":"w","type":{"type":"array","items":"c.E"}}]}
            """
        #expect(
            try schema(text)
                == .record([
                    .init(name: "x", id: 1, schema: .fixed(size: 3)),
                    .init(name: "y", id: nil, schema: .union([.null, .fixed(size: 3)])),
                    .init(name: "z", id: nil, schema: .fixed(size: 3)),
                    .init(name: "e", id: nil, schema: .enumeration(symbols: ["S"])),
                    .init(name: "w", id: nil, schema: .array(.enumeration(symbols: ["S"]))),
                ])
        )
        #expect(try schema(#"{"type":{"type":"long"}}"#) == .long)
    }

    @Test(
        "schemas that are none, or with which few bytes would cause much work, are refused",
        arguments: [
            "", "{", "7", #""strange""#, "[]", #"{"type":"array"}"#, #"{"type":"record"}"#,
            #"{"type":"record","name":"r","fields":[{"name":"x"}]}"#,
            #"{"type":"fixed","name":"f","size":-1}"#, #"{"type":"enum","name":"e"}"#,
            // A type inside itself.
            #"{"type":"record","name":"r","fields":[{"name":"x","type":["null","r"]}]}"#,
            // Elements and objects of no bytes.
            #"{"type":"array","items":"null"}"#, #""null""#,
            #"{"type":"record","name":"r","fields":[]}"#,
            #"{"type":"array","items":{"type":"fixed","name":"f","size":0}}"#,
            // A name for two types.
            #"""
            {"type":"record","name":"r","fields":[
             {"name":"x","type":{"type":"fixed","name":"f","size":1}},
             {"name":"y","type":{"type":"fixed","name":"f","size":2}}]}
            """#,
        ]
    )
    func refused(text: String) {
        #expect(throws: AvroError.self) { try schema(text) }
    }

    @Test("records that double in every level, and take no bytes, are refused")
    func doubling() {
        var fields = [#"{"name":"n","type":"int"}"#]
        var last = #"{"type":"record","name":"r0","fields":[]}"#
        for level in 1...20 {
            fields.append(#"{"name":"a\#(level)","type":\#(last)}"#)
            last = """
                {"type":"record","name":"r\(level)","fields":[\
                {"name":"x","type":"r\(level - 1)"},{"name":"y","type":"r\(level - 1)"}]}
                """
        }
        let text = #"{"type":"record","name":"top","fields":[\#(fields.joined(separator: ","))]}"#
        #expect(throws: AvroError.self) { try schema(text) }
    }

    @Test("types that nest too deep are refused")
    func deep() {
        let text =
            String(repeating: #"{"type":"array","items":"#, count: 30) + #""int""#
            + String(repeating: "}", count: 30)
        #expect(throws: AvroError.self) { try schema(text) }
    }
}

import LakeModel
import Testing

@Suite("SchemaChange")
struct SchemaChangeTests {
    private func change(
        _ old: String,
        _ new: String,
        _ oldOthers: String = "",
        _ newOthers: String = ""
    ) throws -> SchemaChange {
        let before = try parseTable(old, oldOthers)
        return SchemaChange(from: before, to: try parseTable(new, newOthers, remembering: before))
    }

    @Test(
        "what old files survive is allowed",
        arguments: [
            (#""a":{}"#, #""a":{}"#, []),
            (#""a":{}"#, #""b":{"type":"integer"},"a":{}"#, ["adds b long"]),
            (
                #""a":{"type":"number","x-decimal":[9,2]}"#,
                #""a":{"type":"number","x-decimal":[12,2]}"#,
                ["widens a from decimal(9, 2) to decimal(12, 2)"]
            ),
            (
                #""a":{"type":"string","format":"uuid"}"#, #""a":{"type":"string"}"#,
                ["widens a from uuid to string"]
            ),
            (
                #""a":{"type":"array","items":{"type":"object","properties":{"b":{}}}}"#,
                #""a":{"type":"array","items":{"type":"object","properties":{"b":{},"c":{}}}}"#,
                ["adds a.element.c json"]
            ),
            (
                #""a":{"type":"string","enum":["x"]}"#, #""a":{"type":"string","enum":["y","x"]}"#,
                []
            ),
            (#""a":{"type":"string","enum":["x"]}"#, #""a":{"type":"string"}"#, []),
            (#""a":{},"b":{}"#, #""b":{"description":"Now said."},"a":{}"#, []),
        ] as [(String, String, [String])]
    )
    func allows(_ old: String, _ new: String, _ steps: [String]) throws {
        let change = try change(old, new)
        #expect(change.isAllowed, "\(change.refusals)")
        #expect(change.steps == steps)
    }

    @Test(
        "what would break old files, readers or clients is refused, at its column",
        arguments: [
            (#""a":{}"#, #""b":{}"#, "a"),
            (#""a":{"type":"integer"}"#, #""a":{"type":"number"}"#, "a"),
            (#""a":{"type":"integer"}"#, #""a":{"type":"string"}"#, "a"),
            (#""a":{"type":"string"}"#, #""a":{"type":"string","format":"uuid"}"#, "a"),
            (#""a":{"type":"string"}"#, #""a":{"type":"string","enum":["x"]}"#, "a"),
            (
                #""a":{"type":"string","enum":["x","y"]}"#, #""a":{"type":"string","enum":["x"]}"#,
                "a"
            ),
            (
                #""a":{"type":"number","x-decimal":[9,2]}"#,
                #""a":{"type":"number","x-decimal":[9,3]}"#, "a"
            ),
            (
                #""a":{"type":"number","x-decimal":[9,2]}"#,
                #""a":{"type":"number","x-decimal":[8,2]}"#, "a"
            ),
            (
                #""a":{"type":"integer","x-time":"epoch-s"}"#,
                #""a":{"type":"integer","x-time":"epoch-ms"}"#, "a"
            ),
            (#""a":{"type":"string"}"#, #""a":{"type":"string","x-field-id":200}"#, "a"),
            (
                #""a":{"type":"object","properties":{"b":{},"c":{}}}"#,
                #""a":{"type":"object","properties":{"b":{}}}"#, "a.c"
            ),
            (
                #""a":{"type":"array","items":{"type":"string"}}"#,
                #""a":{"type":"array","items":{"type":"integer"}}"#, "a.element"
            ),
        ]
    )
    func refuses(_ old: String, _ new: String, _ column: String) throws {
        let change = try change(old, new)
        #expect(change.refusals.map(\.column) == [column])
    }

    @Test("required becomes optional, never the other way, and a new column is optional")
    func comparesRequired() throws {
        let a = #""a":{"type":"string"}"#
        let required = #","required":["a"]"#
        #expect(try change(a, a, required).steps == ["makes a optional"])
        #expect(try change(a, a, "", required).refusals.map(\.column) == ["a"])
        #expect(try change(#""b":{}"#, #""b":{},\#(a)"#, "", required).refusals.count == 1)
    }

    @Test("where the id and the time are read from stays, and what is not stored may change")
    func comparesSettings() throws {
        let fields = #""i":{"type":"string"},"at":{"type":"string","format":"date-time"}"#
        let mapped = #","x-event-time":"at""#
        #expect(try !change(fields, fields, "", mapped).isAllowed)
        #expect(try !change(fields, fields, mapped, "").isAllowed)
        #expect(
            try change(
                fields,
                fields,
                mapped,
                #","x-event-time":"at","x-late-after":"P2W","x-sort-by":["i"],"x-unknown-fields":"reject""#
            ).isAllowed
        )
    }
}

import LakeModel
import Testing

@Suite("TableSchema's listing")
struct TableSchemaDescriptionTests {
    @Test("shows every column with its id, type and notes")
    func lists() throws {
        let table = try parseTable(
            #"""
            "id":{"type":"string"},"at":{"type":"integer","x-time":"epoch-ms"},
            "kind":{"type":"string","enum":["view","buy"]},
            "page":{"type":"object","properties":{"ms":{"type":"number"}}},
            "tags":{"type":"array","items":{"type":"string"}}
            """#,
            #"""
            ,"x-event-id":"id","x-event-time":"at","required":["kind"],"x-sort-by":["kind","at"],
            "x-late-after":"P1D"
            """#
        )
        #expect(
            table.description == """
                t
                    1  tenant_id    string       required
                    2  event_id     string       required, from id
                    3  event_time   timestamptz  required, from at, epoch milliseconds
                    4  ingest_time  timestamptz  required
                  100  kind         string       required, one of view buy
                  101  page         struct
                  102    ms         double
                  103  tags         list
                  104    element    string
                    5  extra        json
                  sorted by kind, event_time
                  refuses events older than 86400 s
                  keeps other fields in extra
                """
        )
    }
}

import LakeModel
import Testing

@Suite("SchemaHistory")
struct SchemaHistoryTests {
    @Test("a file is the first version, a known one, or the next")
    func places() throws {
        var history = SchemaHistory()
        guard case .next(let first) = try history.place(file(#""a": {"type": "integer"}"#)) else {
            Issue.record("the first file is known")
            return
        }
        history.append(first)
        #expect(try history.place(file(#""a":{"type":"integer"}"#)) == .known(first))
        let wider = file(#""b": {"type": "string"}, "a": {"type": "integer"}"#)
        guard case .next(let second) = try history.place(wider) else {
            Issue.record("a wider file is known")
            return
        }
        #expect(second.ownFields.map(\.id) == [FieldID(101), FieldID(100)])
        history.append(second)
        #expect(
            try history.place(file(#""a": {"type": "integer"}"#)) == .known(first),
            "yesterday's file works beside today's"
        )
    }

    @Test("a file that drops a column and adds another is refused")
    func refused() throws {
        var history = SchemaHistory()
        for text in [#""a": {"type": "integer"}"#, #""a": {"type": "integer"}, "b": {}"#] {
            guard case .next(let schema) = try history.place(file(text)) else { return }
            history.append(schema)
        }
        let error = #expect(throws: SchemaError.self) {
            try history.place(file(#""a": {"type": "integer"}, "c": {}"#))
        }
        #expect(error?.problems.map(\.pointer) == ["b"])
    }

    private func file(_ properties: String) -> SchemaFile {
        let text = #"{"type": "object", "properties": {\#(properties)}}"#
        return SchemaFile(name: "clicks.json", bytes: Array(text.utf8))
    }
}

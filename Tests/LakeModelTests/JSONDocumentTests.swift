import LakeModel
import Testing

@Suite("JSONDocument")
struct JSONDocumentTests {
    private func parse(_ text: String) throws -> JSONNode {
        try JSONDocument(Array(text.utf8)).root
    }

    @Test("members keep the order of the text")
    func keepsOrder() throws {
        let root = try parse(#"{"z":1,"a":{"m":null},"k":[true,false]}"#)
        #expect(root.members?.map(\.name) == ["z", "a", "k"])
        #expect(root["k"]?.array?.map(\.value) == [.boolean(true), .boolean(false)])
    }

    @Test("a node knows its pointer and its line")
    func knowsItsPlace() throws {
        let root = try parse("{\n  \"a/b~c\": [\n    1,\n    {\"d\": 2.50e1}\n  ]\n}\n")
        let node = try #require(root["a/b~c"]?.array?[1]["d"])
        #expect(node.pointer == "/a~1b~0c/1/d")
        #expect(node.line == 4)
        #expect(node.value == .number("2.50e1"))
        #expect(node.integer == nil)
        #expect(root["a/b~c"]?.array?[0].integer == 1)
    }

    @Test("pointers are bounded: many values behind a long name take no square of the text")
    func boundsPointers() throws {
        let sizeMax = JSONDocument.pointerSizeMax
        let long = String(repeating: "n", count: 128 << 10)
        let zeros = String(repeating: "0,", count: 64 << 10) + "0"
        let root = try parse(#"{"a":{"\#(long)":[\#(zeros)],"b":[7]}}"#)
        let elements = try #require(root["a"]?[long]?.array)
        #expect(elements.count == (64 << 10) + 1)
        // 8 GiB, if each had the whole of it.
        #expect(elements.reduce(0) { $0 + $1.pointer.utf8.count } <= sizeMax * elements.count)
        #expect(elements.last?.pointer == "/a/65536")
        #expect(root["a"]?["b"]?.array?[0].pointer == "/a/b/0")
        let fits = String(repeating: "n", count: sizeMax - 1)
        #expect(try parse(#"{"\#(fits)":1}"#)[fits]?.pointer == "/" + fits)
        #expect(try parse(#"{"\#(fits)n":1}"#)[fits + "n"]?.pointer == "")
    }

    @Test("values are counted where somebody says how many there may be")
    func boundsValues() throws {
        let text = Array(#"{"a":[1,[],{}],"b":null}"#.utf8)
        #expect(try JSONDocument(text, valuesMax: 6).root["b"]?.value == .null)
        #expect(throws: JSONDocumentError.self) { try JSONDocument(text, valuesMax: 5) }
    }

    @Test("escapes are undone, surrogate pairs included")
    func undoesEscapes() throws {
        #expect(
            try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#).string
                == "\"\\/\u{8}\u{C}\n\r\té😀é"
        )
    }

    @Test(
        "what RFC 8259 forbids is refused",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "-", "nul",
            "truE", "[1 2]", "{\"a\" 1}", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\\ud800\"",
            "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"tab\tin\"", "\"open", "1 2", "// no\n1", "[1]]",
            "\u{FEFF}1", "NaN", "{\"a\":1,\"a\":2}", "'a'",
        ]
    )
    func refuses(_ text: String) {
        #expect(throws: JSONDocumentError.self) { try parse(text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func refusesBadUTF8() {
        for bytes: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] {
            #expect(throws: JSONDocumentError.self) { try JSONDocument([0x22] + bytes + [0x22]) }
        }
    }

    @Test("nesting is bounded, so that no text exhausts the stack")
    func boundsDepth() throws {
        let depth = JSONDocument.depthMax
        let deepest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(throws: Never.self) { try parse(deepest) }
        #expect(throws: JSONDocumentError.self) { try parse("[\(deepest)]") }
        #expect(throws: JSONDocumentError.self) {
            try parse(String(repeating: "[", count: 1_000_000))
        }
    }

    @Test("an error says line and column")
    func saysWhere() {
        #expect {
            try parse("{\n  \"a\": 1,\n  oops\n}")
        } throws: { error in
            "\(error)" == "line 3, column 3: expected a name in quotes"
        }
    }
}

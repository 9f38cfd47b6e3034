import ObjectStorage
import Testing

@Suite("XMLReader")
struct XMLReaderTests {
    private func parse(_ text: String) throws -> XMLElement {
        try XMLElement.parse(Array(text.utf8))
    }

    @Test("elements, text, entities, comments and namespaces are read")
    func reads() throws {
        let root = try parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a > b --><s:Root xmlns:s="http://x/" b='<'>
            <A>1 &lt;&#65;&#x1F600;&amp;&quot;&apos;</A><A/><B ><![CDATA[<&>]]>x</B
            ></s:Root>

            """
        )
        #expect(root.name == "Root")
        #expect(root.all("A").map(\.text) == ["1 <A😀&\"'", ""])
        #expect(root["B"]?.text == "<&>x")
        #expect(root["C"] == nil)
    }

    @Test(
        "what is not well formed is refused",
        arguments: [
            "", "x", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>&</a>", "<a>&#0;</a>",
            "<a>&#xD800;</a>", "<a>&#+5;</a>", "<a b></a>", "<a b=c></a>", "<a b=\"></a>", "</a>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a><![CDATA[</a>", "text<a/>",
            "<a/>text",
            "<a", "<", "<a><!-- </a>", "<?xml", "<1/>x", "< a/>",
        ]
    )
    func refuses(text: String) {
        #expect(throws: XMLReader.Failure.self) { try parse(text) }
    }

    @Test("every document that is cut short is refused")
    func cutShort() throws {
        let whole = "<?xml version=\"1.0\"?><a b=\"c\"><d>&amp;<![CDATA[x]]></d><!-- e --></a>"
        _ = try parse(whole)
        for count in 0..<whole.utf8.count {
            #expect(throws: XMLReader.Failure.self) { try parse(String(whole.prefix(count))) }
        }
    }

    @Test("elements too deep, and text that is not UTF-8, are refused")
    func limits() {
        let deep = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
        #expect(throws: XMLReader.Failure.self) { try parse(deep) }
        let bytes = Array("<a>".utf8) + [0xFF] + Array("</a>".utf8)
        #expect(throws: XMLReader.Failure.self) { try XMLElement.parse(bytes) }
    }
}

import Foundation
import LakeModel
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
    @Test("commas stand between members and elements, and nowhere else")
    func commas() {
        var json = JSONWriter()
        json.object { json in
            json.member("a", 1)
            json.name("b")
            json.array { json in
                json.object { $0.member("c", true) }
                json.object { _ in }
            }
            json.member("d", "e")
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[{"c":true},{}],"d":"e"}"#
        )
    }

    @Test("another parser reads every character back")
    func escapes() throws {
        let text = (0..<0x180).compactMap { Unicode.Scalar($0) }.map(String.init).joined()
        var json = JSONWriter()
        json.object { $0.member("text", text + "\u{2028}\u{1F600}") }
        let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: String]
        #expect(read == ["text": text + "\u{2028}\u{1F600}"])
    }

    @Test("every kind of value is written, with commas between")
    func values() {
        var json = JSONWriter()
        json.array { json in
            json.null()
            json.boolean(false)
            json.integer(Int64.min)
            json.double(0.1)
            json.double(-0.0)
            json.double(.nan)
            json.double(-.infinity)
            json.string("")
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == #"[null,false,-9223372036854775808,0.1,-0.0,null,null,""]"#
        )
    }

    @Test("a double is read back as the same double")
    func doubles() throws {
        for value in [
            0.1, 1e300, .leastNonzeroMagnitude, -1.7976931348623157e308, 1.0 / 3, 1e16, 123_456_789,
        ] {
            var json = JSONWriter()
            json.array { $0.double(value) }
            let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [Double]
            #expect(read == [value])
            #expect(throws: Never.self) { try JSONDocument(json.bytes) }
        }
    }

    @Test("a value that was read is written as it was, and equal wherever it stood")
    func nodes() throws {
        let text = #"{"b":[1.50,-0,1e400,[],{}],"a":{"\u00e9\"":null,"t":true},"c":"\n"}"#
        let root = try JSONDocument(Array(text.utf8)).root
        var json = JSONWriter()
        json.array { json in
            json.null()
            json.node(root)
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == #"[null,{"b":[1.50,-0,1e400,[],{}],"a":{"é\"":null,"t":true},"c":"\n"}]"#
        )
        #expect(try JSONDocument(json.bytes).root.array?.last == root)
    }
}

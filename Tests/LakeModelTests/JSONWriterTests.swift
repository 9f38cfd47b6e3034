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
}

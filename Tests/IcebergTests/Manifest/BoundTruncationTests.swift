import Iceberg
import LakeTesting
import Testing

@Suite("BoundTruncation")
struct BoundTruncationTests {
    private func upper(_ text: String, _ length: Int) -> String? {
        BoundTruncation.upper(Array(text.utf8), .string, length: length)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func lower(_ text: String, _ length: Int) -> String {
        String(
            decoding: BoundTruncation.lower(Array(text.utf8), .string, length: length),
            as: UTF8.self
        )
    }

    @Test("text is cut between code points, and an upper bound rounded up")
    func text() {
        // duckdb-iceberg#1047: not rounded up; #1138: cut inside a character.
        #expect(lower("abcdef", 3) == "abc")
        #expect(upper("abcdef", 3) == "abd")
        #expect(lower("abc", 3) == "abc")
        #expect(upper("abc", 3) == "abc")
        #expect(lower("žluťoučký", 4) == "žluť")
        #expect(upper("žluťoučký", 4) == "žluŦ")
        #expect(lower("😀😀😀", 2) == "😀😀")
        #expect(upper("😀😀😀", 2) == "😀😁")
        #expect(upper("", 2) == "")
    }

    @Test("a code point that has no next one is dropped, and the one before it raised")
    func carry() {
        #expect(upper("a\u{10FFFF}\u{10FFFF}x", 3) == "b")
        #expect(upper("\u{10FFFF}\u{10FFFF}x", 2) == nil)
        #expect(upper("a\u{D7FF}x", 2) == "a\u{E000}")
        #expect(upper("\u{7F}x", 1) == "\u{80}")
    }

    @Test("bytes are cut and raised as bytes; other types stay whole")
    func others() {
        #expect(BoundTruncation.lower([1, 2, 3], .binary, length: 2) == [1, 2])
        #expect(BoundTruncation.upper([1, 2, 3], .binary, length: 2) == [1, 3])
        #expect(BoundTruncation.upper([1, 255, 3], .binary, length: 2) == [2])
        #expect(BoundTruncation.upper([255, 255, 3], .binary, length: 2) == nil)
        #expect(BoundTruncation.upper([255, 255], .binary, length: 2) == [255, 255])
        let fixed = [UInt8](repeating: 7, count: 40)
        #expect(BoundTruncation.upper(fixed, .fixed(length: 40)) == fixed)
        #expect(BoundTruncation.lower(fixed, .fixed(length: 40)) == fixed)
    }

    @Test("whatever the text, cut bounds still hold, are short and are UTF-8", arguments: 0..<50)
    func holds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["a", "z", "\u{7F}", "ž", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}"]
        for _ in 0..<50 {
            let text = String(
                (0..<random.next() % 24).map { _ in alphabet[Int(random.next() % 7)] }
            )
            let bytes = Array(text.utf8)
            let low = BoundTruncation.lower(bytes, .string)
            #expect(!Literal.bytes(bytes).isBefore(.bytes(low)))
            #expect(String(decoding: low, as: UTF8.self).unicodeScalars.count <= 16)
            guard let high = BoundTruncation.upper(bytes, .string) else { continue }
            #expect(!Literal.bytes(high).isBefore(.bytes(bytes)))
            let raised = String(validating: high, as: UTF8.self)
            #expect(raised.map { $0.unicodeScalars.count <= 16 } == true)
        }
    }
}

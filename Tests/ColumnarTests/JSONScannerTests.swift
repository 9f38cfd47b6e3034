import ByteCoding
import Columnar
import Foundation
import Testing

@Suite("JSONScanner")
struct JSONScannerTests {
    static let suite = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/conformance/json-testsuite/test_parsing")
        .standardizedFileURL

    static var files: [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: suite,
            includingPropertiesForKeys: nil
        )
        return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private func accepts(_ bytes: some Collection<UInt8>) -> Bool {
        do {
            try JSONScanner.validate(document: PaddedBytes(bytes))
            return true
        } catch {
            return false
        }
    }

    @Test(
        "takes and refuses what JSONTestSuite says",
        .enabled(if: !files.isEmpty, "needs ../shared/data/conformance/json-testsuite")
    )
    func conformsToSuite() throws {
        var wrong: [String] = []
        var counts = (accepted: 0, refused: 0)
        for file in Self.files where file.pathExtension == "json" {
            let isAccepted = accepts([UInt8](try Data(contentsOf: file)))
            switch file.lastPathComponent.prefix(2) {
            case "y_":
                counts.accepted += 1
                if !isAccepted { wrong.append(file.lastPathComponent) }
            case "n_":
                counts.refused += 1
                if isAccepted { wrong.append(file.lastPathComponent) }
            default: break
            }
        }
        #expect(wrong == [])
        #expect(counts.accepted == 95 && counts.refused == 188)
    }

    @Test(
        "takes what RFC 8259 allows",
        arguments: [
            "0", "-0", "-0.0", "1e5", "1E+2", "0e0", "123.456e-78", "\"\"", "true", "false", "null",
            "[]", "{}", " [ 1 , 2 ] ", "\t\n\r[]\n", #"{"a":{"b":[null]}}"#, #""\ud83d\ude00""#,
            #""\u0000\"\\\/\b\f\n\r\t""#, "\"\u{7F}\u{10FFFF}é\"", #"{"":0,"":1}"#,
            "\"0123456789abcdef0123456789abcdef\\n0123456789abcdef\"",
        ]
    )
    func accepts(text: String) {
        #expect(accepts(text.utf8))
    }

    @Test(
        "refuses what RFC 8259 does not allow",
        arguments: [
            "", " ", "01", "-", "-01", "+1", "1.", ".5", "1.e1", "1e", "1e+", "0x1", "1_0", "NaN",
            "Infinity", "-Infinity", "True", "nul", "nullx", "[1,]", "[,1]", "[1 2]", "[1", "]",
            "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":}", "{\"a\"}", "{,}", "{} {}",
            "\"\t\"", "\"\n\"", "\"\u{0}\"", "\"abc", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
            #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\ud800""#, "[1]//",
            "\u{FEFF}{}",
            "/**/1", "1\u{0}", "\u{0}",
        ]
    )
    func refuses(text: String) {
        #expect(!accepts(text.utf8))
    }

    @Test("refuses bytes that are not UTF-8, wherever they stand")
    func refusesBadUTF8() {
        let bad: [[UInt8]] = [
            [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3],
        ]
        for length in 0..<70 {
            for sequence in bad {
                let filler = [UInt8](repeating: 0x61, count: length)
                #expect(!accepts([0x22] + filler + sequence + [0x22]))
                #expect(!accepts([0x22] + filler + sequence))
            }
            let good = Array(String(repeating: "a", count: length).utf8) + Array("é€😀".utf8)
            #expect(accepts([0x22] + good + [0x22]))
        }
    }

    @Test("finds the quote, the escape and the control byte in every lane")
    func findsSpecialsInEveryLane() {
        for length in 0..<50 {
            let text = String(repeating: "x", count: length)
            #expect(accepts("\"\(text)\"".utf8))
            #expect(accepts("\"\(text)\\n\(text)\"".utf8))
            #expect(!accepts("\"\(text)\u{1F}\"".utf8))
            #expect(!accepts("\"\(text)".utf8))
            #expect(accepts("\"\(text) \"".utf8))
        }
    }

    @Test("stops at the depth, the keys and the digits that the limits allow")
    func keepsLimits() throws {
        func code(_ text: String, _ limits: DecodeLimits) -> DecodeError.Code? {
            do {
                try JSONScanner.validate(document: PaddedBytes(text.utf8), limits: limits)
                return nil
            } catch {
                return error.code
            }
        }
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(code(nested(64), DecodeLimits()) == nil)
        #expect(code(nested(65), DecodeLimits()) == .tooDeep)
        #expect(code(nested(3), DecodeLimits(depthMax: 3)) == nil)
        #expect(code(nested(4), DecodeLimits(depthMax: 3)) == .tooDeep)
        #expect(code(String(repeating: "[", count: 100_000), DecodeLimits()) == .tooDeep)
        #expect(code(#"{"a":1,"b":2}"#, DecodeLimits(keysPerObjectMax: 2)) == nil)
        #expect(code(#"{"a":1,"b":2,"c":3}"#, DecodeLimits(keysPerObjectMax: 2)) == .tooLarge)
        #expect(code("12345", DecodeLimits(numberLengthMax: 5)) == nil)
        #expect(code("123456", DecodeLimits(numberLengthMax: 5)) == .tooLarge)
    }

    @Test("names the offset of the first byte at fault")
    func namesTheOffset() {
        #expect {
            try JSONScanner.validate(document: PaddedBytes(#"{"a":tru}"#.utf8))
        } throws: { error in
            (error as? DecodeError)?.offset == 5
        }
        #expect {
            try JSONScanner.validate(document: PaddedBytes("[1] x".utf8))
        } throws: { error in
            (error as? DecodeError)?.offset == 4
        }
    }
}

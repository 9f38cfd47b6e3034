import LakeServer
import Testing

@Suite("PercentCoding")
struct PercentCodingTests {
    @Test(
        "escapes are undone",
        arguments: [
            ("", ""), ("clicks", "clicks"), ("a%1Fb", "a\u{1F}b"), ("a%2fb", "a/b"),
            ("%F0%9F%98%80", "😀"), ("a+b", "a+b"), ("%25", "%"), ("%00", "\u{0}"),
        ]
    )
    func decode(escaped: String, plain: String) {
        #expect(PercentCoding.decode(escaped.utf8) == plain)
    }

    @Test(
        "what is no escape, or no UTF-8, is nothing",
        arguments: ["%", "%2", "%zz", "a%", "%ff", "%C3", "%ED%A0%80", "%C0%AF", "% 20", "%+1"]
    )
    func refuse(escaped: String) {
        #expect(PercentCoding.decode(escaped.utf8) == nil)
    }

    @Test("forms have spaces as plus signs, names without values, and empty parts")
    func forms() throws {
        let pairs = try #require(PercentCoding.pairs("a=1&b=x+y%2B&c&&d=e=f".utf8))
        #expect(pairs.map(\.name) == ["a", "b", "c", "d"])
        #expect(pairs.map(\.value) == ["1", "x y+", "", "e=f"])
        #expect(PercentCoding.pairs("a=%".utf8) == nil)
        #expect(PercentCoding.pairs("".utf8)?.isEmpty == true)
    }
}

import LakeServer
import Testing

@Suite("Base64URL")
struct Base64URLTests {
    @Test("what is encoded is decoded to the same bytes", arguments: 0..<70)
    func roundTrip(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 251) }
        #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
    }

    @Test(
        "anything but the one canonical text is refused",
        arguments: ["Zg==", "Zg=", "Zh", "Zm9", "Z", "Zm9v\n", "Zm 9v", "+/8", "Zm9vé", "Zm9v."]
    )
    func strict(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }

    @Test("the URL-safe alphabet is used")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.decode("-_8".utf8) == [0xFB, 0xFF])
    }
}

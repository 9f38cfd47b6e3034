import LakeServer
import Testing

@Suite("BearerCredential")
struct BearerCredentialTests {
    @Test("the scheme's case and the number of spaces do not matter")
    func spellings() throws {
        for value in ["Bearer a.b-c_d", "bearer a.b-c_d", "BEARER   a.b-c_d"] {
            #expect(String(try BearerCredential.token(in: [value])) == "a.b-c_d")
        }
    }

    @Test("no header is missing credentials")
    func missing() {
        #expect(throws: AuthenticationError.missing) { try BearerCredential.token(in: []) }
    }

    @Test(
        "every other header is malformed",
        arguments: [
            "", "Bearer", "Bearer ", "Bearera.b.c", "Basic YTpi", "Bearer a b", "Bearer a,b",
            "Bearer a.b\u{0}", "Bearer é", "Bearer\ta.b.c", " Bearer a", "Bearer \"a\"",
            "AWS4-HMAC-SHA256 Credential=x",
        ]
    )
    func malformed(value: String) {
        #expect(throws: AuthenticationError.malformedHeader) {
            try BearerCredential.token(in: [value])
        }
    }

    @Test("two headers are one too many, even when they agree")
    func two() {
        #expect(throws: AuthenticationError.malformedHeader) {
            try BearerCredential.token(in: ["Bearer a", "Bearer a"])
        }
    }
}

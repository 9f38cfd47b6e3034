import JWTKit
import LakeModel
import LakeServer
import Testing

@Suite("Authenticator", .timeLimit(.minutes(1)))
struct AuthenticatorTests: AuthenticatorSuite {
    let issuer: TestIssuer
    let clock = TestClock()
    let logs = RecordingLogs()

    init() throws {
        issuer = try TestIssuer()
    }

    @Test(
        "every configured algorithm lets its tenant in",
        arguments: ["RS256", "PS256", "ES256", "ES384", "EdDSA"]
    )
    func accepted(algorithm: String) async throws {
        let authenticator = try authenticator()
        let token = try await issuer.token(algorithm, payload: payload())
        let acme = try TenantID("acme")
        #expect(authenticator.remembered(token.utf8) == nil)
        #expect(try await authenticator.authenticate(Array(token.utf8)) == .tenant(acme))
        #expect(authenticator.remembered(token.utf8) == .tenant(acme))
    }

    @Test("an audience may be one of several")
    func audiences() async throws {
        let token = try await issuer.token("ES256", payload: payload(audience: "[\"a\",\"lake\"]"))
        let acme = try TenantID("acme")
        #expect(try await authenticator().authenticate(Array(token.utf8)) == .tenant(acme))
    }

    @Test("an operator's token needs no tenant, and may carry one")
    func admins() async throws {
        let admin = "\"groups\":[\"x\",\"lake-admins\"]"
        let alone = try await issuer.token("ES256", payload: payload(tenant: nil, more: admin))
        #expect(try await authenticator().authenticate(Array(alone.utf8)) == .admin())
        let acting = try await issuer.token("ES256", payload: payload(more: admin))
        let acme = try TenantID("acme")
        #expect(
            try await authenticator().authenticate(Array(acting.utf8)) == .admin(actingFor: acme)
        )
    }

    @Test("claims that do not hold are refused, each for its reason")
    func claims() async throws {
        let now = clock.now
        let cases: [(AuthenticationError, String)] = [
            (.unknownIssuer, payload(issuer: "\"https://other.test\"")),
            (.unknownIssuer, payload(issuer: "\"lakewriter-dev\"")),
            (.unknownIssuer, payload(issuer: "[\"\(TestIssuer.name)\"]")),
            (.wrongAudience, payload(audience: "\"other\"")),
            (.wrongAudience, payload(audience: nil)),
            (.wrongAudience, payload(audience: "[\"lake2\",3]")),
            (.noExpiry, payload(expiry: "")),
            (.expired, payload(expiry: "\(now - 60)")),
            (.expired, payload(expiry: "-1")),
            (.malformedToken, payload(expiry: "\"\(now + 600)\"")),
            (.malformedToken, payload(expiry: "1e300")),
            (.notYetValid, payload(more: "\"nbf\":\(now + 61)")),
            (.malformedToken, payload(more: "\"nbf\":null")),
            (.noTenant, payload(tenant: nil)),
            (.noTenant, payload(tenant: "[\"acme\"]")),
            (.noTenant, payload(tenant: nil, more: "\"custom\":{\"tenantId\":\"acme\"}")),
            (.malformedToken, payload(more: "\"custom:tenantId\":\"evil\"")),
            (.malformedToken, payload(more: #""custom:\u0074enantId":"evil""#)),
            (.malformedToken, payload(more: "\"iss\":\"https://other.test\"")),
            (.malformedToken, "[]"), (.malformedToken, "foo"), (.malformedToken, "{}x"),
        ]
        for (error, payload) in cases {
            try await expect(error, for: issuer.token("ES256", payload: payload))
        }
    }

    @Test("clocks may differ by the leeway, and no more")
    func leeway() async throws {
        let authenticator = try authenticator()
        for claims in ["\"nbf\":\(clock.now + 60)", "\"nbf\":\(clock.now).5"] {
            let token = try await issuer.token("ES256", payload: payload(more: claims))
            _ = try await authenticator.authenticate(Array(token.utf8))
        }
        let late = payload(expiry: "\(clock.now - 59)")
        let token = try await issuer.token("ES256", payload: late)
        _ = try await authenticator.authenticate(Array(token.utf8))
        clock.advance(by: 1)
        try await expect(.expired, for: token, authenticator)
    }

    @Test(
        "a name that no tenant can have gets nobody in",
        arguments: [
            "a/b", "*", "..", "${x}", "", "a", "Acme", "1acme", "acme ", "acme\\n", "acme\\u0000",
            "a\\u212Ame", "${aws:PrincipalTag/tenant}", "acme/../other", "a*",
        ]
    )
    func hostileTenants(name: String) async throws {
        let token = try await issuer.token("ES256", payload: payload(tenant: "\"\(name)\""))
        try await expect(.noTenant, for: token)
        #expect(logs.lines == [])
    }

    @Test("a token without a signature is refused", arguments: ["none", "None", "NONE", "nOnE"])
    func unsigned(algorithm: String) async throws {
        let header = Base64URL.encode("{\"alg\":\"\(algorithm)\",\"kid\":\"es256\"}".utf8)
        let payload = Base64URL.encode(payload().utf8)
        try await expect(.algorithmRefused, for: "\(header).\(payload).")
        try await expect(.algorithmRefused, for: "\(header).\(payload).AAAA")
    }

    @Test("a public key taken for an HMAC secret confirms nothing")
    func switchedAlgorithm() async throws {
        let texts = [issuer.rsa.publicKey.pemRepresentation, try issuer.keySet(["rs256"])]
        for text in texts {
            let header = Base64URL.encode(#"{"alg":"HS256","kid":"rs256"}"#.utf8)
            let signed = "\(header).\(Base64URL.encode(payload().utf8))"
            let mac = hmac(signed, key: Array(text.utf8))
            try await expect(.algorithmRefused, for: "\(signed).\(Base64URL.encode(mac))")
        }
    }

    @Test("a key serves the algorithm it is for, and no other that the issuer may use")
    func pinnedAlgorithm() async throws {
        // RS384 is allowed to the issuer, but the key's own alg says RS256.
        let header = #"{"alg":"RS384","kid":"rs256"}"#
        let token = try await issuer.token("RS384", header: header, payload: payload())
        try await expect(.algorithmRefused, for: token)
        let wrongKey = #"{"alg":"ES256","kid":"rs256"}"#
        let mixed = try await issuer.token("ES256", header: wrongKey, payload: payload())
        try await expect(.algorithmRefused, for: mixed)
        let disallowed = try authenticator(algorithms: [.rs256])
        let es256 = try await issuer.token("ES256", payload: payload())
        try await expect(.algorithmRefused, for: es256, disallowed)
    }

    @Test("another's signature, or one over something else, is refused")
    func forged() async throws {
        let genuine = try await issuer.token("RS256", payload: payload())
        let other = try await TestIssuer().token("ES256", payload: payload())
        try await expect(.badSignature, for: other)
        let parts = genuine.split(separator: ".")
        let evil = Base64URL.encode(payload(tenant: "\"evil\"").utf8)
        try await expect(.badSignature, for: "\(parts[0]).\(evil).\(parts[2])")
        try await expect(.badSignature, for: "\(parts[0]).\(parts[1]).AAAA")
        try await expect(.malformedToken, for: genuine + "=")
        try await expect(.malformedToken, for: genuine + ".AAAA")
        try await expect(.malformedToken, for: "\(parts[0]).\(parts[1])")
        try await expect(.malformedToken, for: "\(parts[0])..\(parts[2])")
    }

    @Test("a header that asks for more than a signature is refused")
    func headers() async throws {
        let cases: [(AuthenticationError, String)] = [
            (.unsupportedToken, #"{"alg":"ES256","kid":"es256","crit":["exp"]}"#),
            (.unsupportedToken, #"{"alg":"ES256","kid":"es256","crit":[]}"#),
            (.unsupportedToken, #"{"alg":"ES256","kid":"es256","typ":"logout+jwt"}"#),
            (.malformedToken, #"{"alg":"ES256","alg":"HS256","kid":"es256"}"#),
            (.malformedToken, #"{"alg":"ES256","kid":5}"#),
            (.malformedToken, #"{"kid":"es256"}"#),
            (.unknownKey, #"{"alg":"ES256"}"#),
            (.unknownKey, #"{"alg":"ES256","kid":"../../../dev/null"}"#),
            (.unknownKey, #"{"alg":"ES256","kid":"es256' OR '1'='1"}"#),
            (.unknownKey, #"{"alg":"ES256","kid":"ES256"}"#),
            (.unknownKey, #"{"alg":"ES256","kid":""}"#),
        ]
        for (error, header) in cases {
            let token = try await issuer.token("ES256", header: header, payload: payload())
            try await expect(error, for: token)
        }
        #expect(logs.lines == [])
    }

    @Test("keys that a token brings along are not looked at")
    func embeddedKeys() async throws {
        let attacker = try TestIssuer()
        let jwk = try attacker.keySet(["es256"]).dropFirst(#"{"keys":["#.count).dropLast(2)
        for header in [
            "{\"alg\":\"ES256\",\"kid\":\"es256\",\"jwk\":\(jwk)}",
            #"{"alg":"ES256","kid":"es256","jku":"https://evil.test/keys"}"#,
        ] {
            let token = try await attacker.token("ES256", header: header, payload: payload())
            try await expect(.badSignature, for: token)
        }
    }

    @Test("a token beyond 8 KiB is not taken apart")
    func tooLong() async throws {
        let more = "\"x\":\"\(String(repeating: "x", count: 9000))\""
        try await expect(.malformedToken, for: issuer.token("ES256", payload: payload(more: more)))
    }

    @Test("a remembered token dies when it expires")
    func rememberedExpiry() async throws {
        let authenticator = try authenticator()
        let token = try await issuer.token("ES256", payload: payload())
        _ = try await authenticator.authenticate(Array(token.utf8))
        clock.advance(by: 659)
        #expect(authenticator.remembered(token.utf8) != nil)
        clock.advance(by: 1)
        #expect(authenticator.remembered(token.utf8) == nil)
    }

    @Test("settings that would open a door are refused")
    func settings() throws {
        let secret = KeySource.secret(try SharedSecret(TestIssuer.secret))
        func make(
            _ keys: KeySource,
            _ algorithms: Set<SignatureAlgorithm>?
        ) throws -> IssuerSettings {
            try IssuerSettings(
                issuer: "i",
                audience: "a",
                keys: keys,
                tenantClaim: "t",
                algorithms: algorithms
            )
        }
        #expect(throws: AuthenticationSettingsError.self) { try make(secret, [.hs256, .rs256]) }
        #expect(throws: AuthenticationSettingsError.self) { try make(.file(path: "f"), [.hs256]) }
        #expect(throws: AuthenticationSettingsError.self) { try make(.file(path: "f"), []) }
        #expect(throws: AuthenticationSettingsError.self) { try make(.url("http://i.test/"), nil) }
        #expect(throws: AuthenticationSettingsError.self) {
            try make(.url("http://localhost.evil.test/"), nil)
        }
        #expect(throws: AuthenticationSettingsError.self) { try SharedSecret([1, 2, 3]) }
        #expect("\(secret)".contains("******"))
        #expect(!"\(try SharedSecret(TestIssuer.secret))".contains("7"))
        var twice = AuthenticationSettings()
        twice.issuers = [try make(secret, nil), try make(secret, nil)]
        #expect(throws: AuthenticationSettingsError.self) {
            try Authenticator(
                settings: twice,
                fetch: { _, _, _ in [] },
                secondsSinceEpoch: { 0 },
                logger: logs.logger
            )
        }
    }
}

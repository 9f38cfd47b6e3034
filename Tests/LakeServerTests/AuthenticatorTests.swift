import Foundation
import JWTKit
import LakeModel
import LakeServer
import Synchronization
import Testing

@Suite("Authenticator", .timeLimit(.minutes(1)))
struct AuthenticatorTests {
    private let issuer: TestIssuer
    private let clock = TestClock()
    private let logs = RecordingLogs()

    init() throws {
        issuer = try TestIssuer()
    }

    private func authenticator(
        keys: KeySource = .url("https://issuer.test/keys"),
        algorithms: Set<SignatureAlgorithm> = [
            .rs256, .rs384, .ps256, .es256, .es384, .edDSA,
        ],
        adminRule: AdminRule? = AdminRule(claim: "groups", value: "lake-admins"),
        fetch: KeySetFetch? = nil
    ) throws -> Authenticator {
        let set = Array(try issuer.keySet().utf8)
        var settings = AuthenticationSettings()
        settings.issuers = [
            try IssuerSettings(
                issuer: TestIssuer.name,
                audience: TestIssuer.audience,
                keys: keys,
                tenantClaim: "custom:tenantId",
                algorithms: algorithms,
                adminRule: adminRule
            )
        ]
        return try Authenticator(
            settings: settings,
            fetch: fetch ?? { _, _, _ in set },
            secondsSinceEpoch: clock.read,
            logger: logs.logger
        )
    }

    private func payload(
        tenant: String? = "\"acme\"",
        issuer: String = "\"\(TestIssuer.name)\"",
        audience: String? = "\"lake\"",
        expiry: String? = nil,
        more: String = ""
    ) -> String {
        TestIssuer.payload(
            at: clock.now,
            tenant: tenant,
            issuer: issuer,
            audience: audience,
            expiry: expiry,
            more: more
        )
    }

    private func expect(
        _ error: AuthenticationError,
        for token: String,
        _ authenticator: Authenticator? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let authenticator = try authenticator ?? self.authenticator()
        await #expect(throws: error, sourceLocation: sourceLocation) {
            try await authenticator.authenticate(Array(token.utf8))
        }
        let remembered = authenticator.remembered(token.utf8)
        #expect(remembered == nil, sourceLocation: sourceLocation)
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

    @Test("a remembered token dies with its key")
    func withdrawnKey() async throws {
        let sets = Mutex([try issuer.keySet(), try issuer.keySet(["rs256"])])
        let authenticator = try authenticator(fetch: { _, _, _ in
            Array(sets.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.utf8)
        })
        let token = try await issuer.token("ES256", payload: payload())
        _ = try await authenticator.authenticate(Array(token.utf8))
        clock.advance(by: 301)
        // Served from memory while the keys are loaded again; then it is gone.
        try await eventually { authenticator.remembered(token.utf8) == nil }
        try await expect(.unknownKey, for: token, authenticator)
    }

    @Test("unknown keys make one fetch a minute, and a new key is found by it")
    func unknownKeys() async throws {
        let fetches = Mutex(0)
        let old = try issuer.keySet(["rs256"])
        let new = try issuer.keySet()
        let authenticator = try authenticator(fetch: { _, _, _ in
            Array(
                fetches.withLock {
                    $0 += 1; return $0 == 1 ? old : new
                }.utf8
            )
        })
        await authenticator.warm()
        let token = try await issuer.token("ES256", payload: payload())
        for _ in 0..<50 { try await expect(.unknownKey, for: token, authenticator) }
        #expect(fetches.withLock { $0 } == 1)
        clock.advance(by: 60)
        _ = try await authenticator.authenticate(Array(token.utf8))
        #expect(fetches.withLock { $0 } == 2)
        let made = #"{"alg":"ES256","kid":"made-up"}"#
        let unknown = try await issuer.token("ES256", header: made, payload: payload())
        for _ in 0..<50 { try await expect(.unknownKey, for: unknown, authenticator) }
        #expect(fetches.withLock { $0 } == 2)
    }

    @Test("many tokens at once wait for one fetch")
    func oneFetch() async throws {
        let fetches = Mutex(0)
        let set = Array(try issuer.keySet().utf8)
        let authenticator = try authenticator(fetch: { _, _, _ in
            fetches.withLock { $0 += 1 }
            try await Task.sleep(for: .milliseconds(20))
            return set
        })
        let token = try await issuer.token("ES256", payload: payload())
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { _ = try await authenticator.authenticate(Array(token.utf8)) }
            }
            try await group.waitForAll()
        }
        #expect(fetches.withLock { $0 } == 1)
    }

    @Test(
        "an issuer whose keys cannot be had is our trouble, not the client's",
        arguments: [
            "", "{}", "{\"keys\":[]}", "<html>", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
        ]
    )
    func unavailable(set: String) async throws {
        let authenticator = try authenticator(fetch: { _, _, _ in Array(set.utf8) })
        let token = try await issuer.token("ES256", payload: payload())
        try await expect(.keysUnavailable, for: token, authenticator)
        #expect(logs.lines.count == 1)
    }

    @Test("a key file is read again when it changes")
    func keyFile() async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "keys-\(UUID().uuidString).json").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try issuer.keySet(["rs256"]).write(toFile: path, atomically: true, encoding: .utf8)
        let authenticator = try authenticator(keys: .file(path: path))
        let token = try await issuer.token("ES256", payload: payload())
        try await expect(.unknownKey, for: token, authenticator)
        try issuer.keySet().write(toFile: path, atomically: true, encoding: .utf8)
        clock.advance(by: 5)
        _ = try await authenticator.authenticate(Array(token.utf8))
        try issuer.keySet(["rs256"]).write(toFile: path, atomically: true, encoding: .utf8)
        clock.advance(by: 5)
        try await eventually { authenticator.remembered(token.utf8) == nil }
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

import Foundation
import LakeServer
import Synchronization
import Testing

@Suite("Authenticator: keys that come and go", .timeLimit(.minutes(1)))
struct AuthenticatorKeysTests: AuthenticatorSuite {
    let issuer: TestIssuer
    let clock = TestClock()
    let logs = RecordingLogs()

    init() throws {
        issuer = try TestIssuer()
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

    @Test("an issuer that withdraws every key is believed, until it has keys again")
    func emptiedKeySet() async throws {
        let full = try issuer.keySet()
        let sets = Mutex([full, #"{"keys":[]}"#, full])
        let authenticator = try authenticator(fetch: { _, _, _ in
            Array(sets.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.utf8)
        })
        let token = try await issuer.token("ES256", payload: payload())
        _ = try await authenticator.authenticate(Array(token.utf8))
        clock.advance(by: 300)
        try await eventually { authenticator.remembered(token.utf8) == nil }
        try await expect(.keysUnavailable, for: token, authenticator)
        #expect(logs.lines.count == 1)
        clock.advance(by: 60)
        _ = try await authenticator.authenticate(Array(token.utf8))
    }

    @Test("a key set that cannot be read takes no key away")
    func garbledKeySet() async throws {
        let sets = Mutex([try issuer.keySet(), "<html>502</html>"])
        let authenticator = try authenticator(fetch: { _, _, _ in
            Array(sets.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.utf8)
        })
        let token = try await issuer.token("ES256", payload: payload())
        _ = try await authenticator.authenticate(Array(token.utf8))
        clock.advance(by: 300)
        _ = authenticator.remembered(token.utf8)
        try await eventually { !logs.lines.isEmpty }
        #expect(authenticator.remembered(token.utf8) != nil)
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
}

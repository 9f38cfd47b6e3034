import Foundation
import LakeModel
import LakeServer
import Testing

@Suite("Development tokens", .timeLimit(.minutes(1)))
final class DevelopmentTokensTests {
    private let directory: String
    private let clock = TestClock()

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "dev-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private var path: String { "\(directory)/dev-token.key" }

    private func open() throws -> DevelopmentKey {
        try DevelopmentKey.open(inDirectory: directory) { count in
            (0..<count).map { UInt8($0) }
        }
    }

    private func authenticator(_ key: DevelopmentKey?) throws -> Authenticator {
        try Authenticator(
            settings: AuthenticationSettings(),
            developmentKey: key,
            fetch: { _, _, _ in throw Missing() },
            secondsSinceEpoch: clock.read,
            logger: RecordingLogs().logger
        )
    }

    @Test("a key is made once, for its owner alone, and found again")
    func made() throws {
        let key = try open()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let again = try DevelopmentKey.open(inDirectory: directory) { _ in
            Issue.record("no second key is made")
            return []
        }
        #expect(again == key)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["dev-token.key"])
    }

    @Test("a key that others may read is refused", arguments: [0o640, 0o604, 0o660, 0o601])
    func wideMode(mode: Int) throws {
        _ = try open()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: AuthenticationSettingsError.self) { try open() }
    }

    @Test("a link or a directory in the key's place is refused")
    func noFile() throws {
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: "\(directory)/elsewhere"
        )
        #expect(throws: AuthenticationSettingsError.self) { try open() }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: AuthenticationSettingsError.self) { try open() }
    }

    @Test("a file that holds no key is refused", arguments: ["", "short", "!!!", "AAAA\n"])
    func noKey(text: String) throws {
        _ = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(throws: AuthenticationSettingsError.self) { try open() }
    }

    @Test("its tokens count under --dev, and nowhere else")
    func tokens() async throws {
        let key = try open()
        let tokens = DevelopmentTokens(key: key, secondsSinceEpoch: clock.read)
        let acme = try TenantID("acme")
        let tenant = tokens.issue(tenant: acme, validFor: .seconds(60))
        let admin = tokens.issue(tenant: nil, isAdmin: true, validFor: .seconds(60))
        let both = tokens.issue(tenant: acme, isAdmin: true, validFor: .seconds(60))
        let nobody = tokens.issue(tenant: nil, validFor: .seconds(60))
        let open = try authenticator(key)
        #expect(try await open.authenticate(Array(tenant.utf8)) == .tenant(acme))
        #expect(try await open.authenticate(Array(admin.utf8)) == .admin())
        #expect(try await open.authenticate(Array(both.utf8)) == .admin(actingFor: acme))
        await #expect(throws: AuthenticationError.noTenant) {
            try await open.authenticate(Array(nobody.utf8))
        }
        let closed = try authenticator(nil)
        await #expect(throws: AuthenticationError.unknownIssuer) {
            try await closed.authenticate(Array(tenant.utf8))
        }
        clock.advance(by: 120)
        await #expect(throws: AuthenticationError.expired) {
            try await open.authenticate(Array(tenant.utf8))
        }
    }

    @Test("the key is not in what a program prints")
    func printed() throws {
        let key = try open()
        var text = "\(key)"
        dump(key, to: &text)
        #expect(text.contains("******"))
        #expect(!text.contains("31"))
    }
}

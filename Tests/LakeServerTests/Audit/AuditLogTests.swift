import Foundation
import LakeModel
import LakeServer
import Logging
import Testing

@Suite("AuditLog")
struct AuditLogTests {
    private let path = NSTemporaryDirectory() + "/audit-\(UUID()).log"

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func open(_ logs: RecordingLogs, _ clock: TestClock) throws -> AuditLog {
        try AuditLog(
            .file(path),
            microsecondsSinceEpoch: { clock.now * 1_000_000 },
            logger: logs.logger
        )
    }

    @Test("lines go to the end of a file that its owner alone may read, and not to the log as well")
    func file() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let logs = RecordingLogs()
        try open(logs, TestClock()).tell(AuditEvent(.keyIssued, by: .server))
        try open(logs, TestClock()).tell(AuditEvent(.keyDeleted, by: .server))
        let lines = try lines(path)
        #expect(lines.count == 2 && lines[1].contains("key.deleted"))
        #expect(logs.lines == [])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("after the file was moved away, lines go into a new one")
    func reopening() throws {
        let moved = path + ".1"
        defer {
            for file in [path, moved] { try? FileManager.default.removeItem(atPath: file) }
        }
        let audit = try open(RecordingLogs(), TestClock())
        audit.tell(AuditEvent(.keyIssued, by: .server))
        try FileManager.default.moveItem(atPath: path, toPath: moved)
        audit.tell(AuditEvent(.keyIssued, by: .server))
        #expect(try lines(moved).count == 2)
        audit.reopen()
        audit.tell(AuditEvent(.keyIssued, by: .server))
        #expect(try lines(path).count == 1)
        #expect(try lines(moved).count == 2)
    }

    @Test("a flood of refusals is counted, not written; what an operator does is always written")
    func flood() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let clock = TestClock()
        let audit = try open(RecordingLogs(), clock)
        let acme = try TenantID("acme")
        for _ in 0..<1000 {
            audit.tell(AuditEvent(.requestDenied, .denied, by: .unknown, tenant: acme))
        }
        for _ in 0..<50 { audit.tell(AuditEvent(.keyIssued, by: .server)) }
        #expect(try lines(path).count == 60)
        audit.tellUnsaid()
        #expect(try lines(path).count == 60, "the second is not over")
        clock.advance(by: 1)
        audit.tellUnsaid()
        #expect(try lines(path).last?.contains(#""tenant":"acme""#) == true)
        #expect(try lines(path).last?.contains(#""unsaid":990}"#) == true)
    }

    @Test(
        "a file that cannot be opened is an error, and one that cannot be written is told of once"
    )
    func failures() throws {
        #expect(throws: AuditLogError.self) {
            try AuditLog(
                .file("/nonexistent/audit.log"),
                microsecondsSinceEpoch: { 0 },
                logger: RecordingLogs().logger
            )
        }
        let logs = RecordingLogs()
        let full = try AuditLog(
            .file("/dev/full"),
            microsecondsSinceEpoch: { 0 },
            logger: logs.logger
        )
        for _ in 0..<3 { full.tell(AuditEvent(.keyIssued, by: .server)) }
        #expect(logs.lines.filter { $0.contains("cannot be written") }.count == 1)
        #expect(
            logs.lines.filter { $0.contains("key.issued") }.count == 3,
            "told in the log instead"
        )
    }
}

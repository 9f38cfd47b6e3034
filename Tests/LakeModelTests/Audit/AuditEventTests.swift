import LakeModel
import Testing

@Suite("AuditEvent")
struct AuditEventTests {
    private func line(_ event: AuditEvent, at microseconds: Int64 = 0) -> String {
        String(decoding: event.line(at: microseconds), as: UTF8.self)
    }

    @Test("a line is one JSON object with what is known, in a fixed order")
    func wholeLine() throws {
        var event = AuditEvent(
            .requestDenied,
            .denied,
            by: .tenant(try TenantID("acme")),
            tenant: try TenantID("acme"),
            action: "POST /v1/tables/{table}/events",
            resource: "clicks",
            reason: "tenant_suspended",
            detail: "by the directory"
        )
        event.status = 403
        event.peer = "::1"
        event.unsaid = 7
        #expect(
            line(event, at: 1_735_689_599_123_999) == """
                {"time":"2024-12-31T23:59:59.123Z","event":"request.denied","outcome":"denied",\
                "tenant":"acme","actor":"tenant","action":"POST /v1/tables/{table}/events",\
                "resource":"clicks","reason":"tenant_suspended","detail":"by the directory",\
                "status":403,"peer":"::1","unsaid":7}

                """
        )
    }

    @Test("what is not known is left out")
    func leastLine() {
        #expect(
            line(AuditEvent(.keyIssued, by: .command(user: "root"))) == """
                {"time":"1970-01-01T00:00:00.000Z","event":"key.issued","outcome":"done",\
                "actor":"command:root"}

                """
        )
    }

    @Test("a moment before 1970 has a time too")
    func earlyTime() {
        let text = line(AuditEvent(.keyIssued, by: .server), at: -1)
        #expect(text.hasPrefix(#"{"time":"1969-12-31T23:59:59.999Z","#))
    }

    @Test(
        "no text breaks a line in two or adds a member",
        arguments: [
            "a\nb", "a\r\n{\"event\":\"key.issued\"}", "x\",\"outcome\":\"done", "\\\"", "\u{2028}",
            "\u{0}", "\u{1B}[2J", "\u{7F}", "ü", String(repeating: "a\n", count: 3000),
        ]
    )
    func noInjection(hostile: String) throws {
        var event = AuditEvent(.requestDenied, .denied, by: .command(user: AuditText(hostile)))
        event.action = AuditText(hostile)
        event.resource = AuditText(hostile)
        event.reason = AuditText(hostile)
        event.detail = AuditText(hostile)
        event.peer = AuditText(hostile)
        let bytes = event.line(at: 0)
        #expect(bytes.count(where: { $0 == UInt8(ascii: "\n") }) == 1 && bytes.last == 0x0A)
        #expect(bytes.dropLast().allSatisfy { (0x20..<0x7F).contains($0) })
        #expect(bytes.count < 4096, "a line is appended in one piece")
        let names = try JSONDocument(Array(bytes)).root.members?.map(\.name)
        #expect(
            names == [
                "time", "event", "outcome", "actor", "action", "resource", "reason", "detail",
                "peer",
            ]
        )
    }

    @Test(
        "what looks like a credential is masked",
        arguments: [
            ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln", "Bearer ******"),
            (
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "******"
            ),
            ("key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEK3Y", "key=******"),
            ("s3://b/k?X-Amz-Signature=abc", "s3://b/k?******"),
            (
                "lake/clicks/tenantId=acme/dt=2025-01-01/a.parquet",
                "lake/clicks/tenantId=acme/dt=2025-01-01/a.parquet"
            ),
            ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
            (
                "arn:aws:iam::123456789012:user/lakewriter/lakewriter-1a2b-acme",
                "arn:aws:iam::123456789012:user/lakewriter/lakewriter-1a2b-acme"
            ),
        ]
    )
    func masking(text: String, shown: String) {
        #expect(AuditText(text).text == shown)
    }
}

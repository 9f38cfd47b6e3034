import TenantPolicies
import Testing

@Suite("MinIOScript")
struct MinIOScriptTests {
    @Test("each user has a block, and the same users give the same script")
    func text() throws {
        let document = PolicyDocument(
            statements: [
                PolicyStatement(
                    effect: .allow,
                    actions: .only(["s3:GetObject"]),
                    resources: .only(["arn:aws:s3:::lake/clicks/tenantId=t1/*"])
                )
            ]
        )
        let entries = ["lakewriter-0a1b2c3d-t1", "lakewriter-0a1b2c3d-t1_a"].map {
            MinIOScript.Entry(user: $0, document: document)
        }
        let text = try MinIOScript(entries).text
        #expect(text.hasPrefix("#!/bin/sh\n") && text.hasSuffix("\n"))
        for entry in entries {
            #expect(text.contains("\ntenant \(entry.user) <<'POLICY'\n{\n"))
        }
        #expect(text.split(separator: "\n").count { $0 == "POLICY" } == 2)
        #expect(try MinIOScript(entries).text == text)
    }

    @Test(
        "names that a shell could read are refused",
        arguments: ["", "-x", "a b", "a;b", "$(x)", "a'b", "a\nPOLICY", "ä"]
    )
    func names(name: String) {
        #expect(throws: PolicyApplyingError.self) {
            try MinIOScript([.init(user: name, document: PolicyDocument(statements: []))])
        }
    }
}

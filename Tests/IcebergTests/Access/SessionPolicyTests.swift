import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("SessionPolicy")
struct SessionPolicyTests {
    private func policy(
        _ tenant: String,
        _ table: String = "clicks",
        mayChange: Bool = false,
        prefix: String = "root",
        region: String = "eu-west-1"
    ) throws -> String {
        let location = try #require(S3Location(bucket: "lake", prefix: prefix))
        let table = TableIdentifier(tenant: try TenantID(tenant), table: try TableName(table))
        return try SessionPolicy(table, mayChange: mayChange, in: location, region: region).json
    }

    @Test("a reader gets and lists what is its table's, and no more")
    func read() throws {
        #expect(
            try policy("t1")
                == #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","#
                + #""Resource":["arn:aws:s3:::lake/root/clicks/tenantId=t1/*","#
                + #""arn:aws:s3:::lake/root/_catalog/tenantId=t1/clicks/*"]},"#
                + #"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::lake","#
                + #""Condition":{"StringLike":{"s3:prefix":["root/clicks/tenantId=t1/*","#
                + #""root/_catalog/tenantId=t1/clicks/*"]}}}]}"#
        )
    }

    @Test("no policy holds a wildcard before the tenant, and a writer's has writes")
    func write() throws {
        let text = try policy("t1", mayChange: true)
        #expect(text.contains(#""s3:PutObject""#) && text.contains(#""s3:DeleteObject""#))
        #expect(!text.contains("*/tenantId"))
        #expect(try !policy("t1").contains("*/tenantId") && !policy("t1").contains("Put"))
    }

    @Test("a lake at the bucket's root, and clouds of their own")
    func places() throws {
        #expect(try policy("t1", prefix: "").contains(#""arn:aws:s3:::lake/clicks/tenantId=t1/*""#))
        #expect(try policy("t1", region: "cn-north-1").contains(#""arn:aws-cn:s3:::lake/"#))
        #expect(try policy("t1", region: "us-gov-west-1").contains(#""arn:aws-us-gov:s3:::lake/"#))
    }

    @Test(
        "a prefix that a policy would read as something else is refused",
        arguments: [
            "a*b", "a?", "${aws:username}", "a/$x", "lake \"x\"", "lac-\u{e9}l\u{e9}", "a b",
        ]
    )
    func wildcards(prefix: String) {
        #expect(throws: ObjectStoreError(.misconfigured, "")) { try policy("t1", prefix: prefix) }
    }

    @Test("the longest names fit, and a prefix that does not is refused")
    func size() throws {
        let tenant = String(repeating: "t", count: 62)
        let table = String(repeating: "c", count: 63)
        let prefix = String(repeating: "p", count: 150)
        #expect(try policy(tenant, table, mayChange: true, prefix: prefix).utf8.count <= 2048)
        let long = String(repeating: "p", count: 350)
        #expect(throws: ObjectStoreError(.misconfigured, "")) {
            try policy(tenant, table, mayChange: true, prefix: long)
        }
    }

    /// `*` is any text, as in `StringLike`.
    private func matches(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return text.indices.contains { matches(pattern.dropFirst(), text[$0...]) }
                || matches(pattern.dropFirst(), "")
        }
        return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }

    @Test("no listing that the condition lets through shows a neighbour's keys")
    func listings() throws {
        let conditions = ["root/clicks/tenantId=t1/*", "root/_catalog/tenantId=t1/clicks/*"]
        for condition in conditions { #expect(try policy("t1").contains(#""\#(condition)""#)) }
        for allowed in ["root/clicks/tenantId=t1/", "root/_catalog/tenantId=t1/clicks/metadata/"] {
            #expect(conditions.contains { matches($0, allowed) }, "\(allowed)")
        }
        for refused in [
            "", "root/", "root/clicks/", "root/clicks/tenantId=t1", "root/clicks/tenantId=t",
            "root/clicks/tenantId=t10/", "root/clicks/tenantId=t2/", "other/clicks/tenantId=t1/",
            "root/views/tenantId=t1/", "root/clicks/tenantId=t2/tenantId=t1/",
        ] { #expect(!conditions.contains { matches($0, refused) }, "\(refused)") }
    }
}

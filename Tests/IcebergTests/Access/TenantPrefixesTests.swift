import Iceberg
import LakeModel
import Testing

@Suite("TenantPrefixes")
struct TenantPrefixesTests {
    @Test("a tenant's own keys are its data of any table and all its metadata")
    func own() throws {
        let prefixes = TenantPrefixes(tenant: try TenantID("t1"))
        for key in [
            "clicks/tenantId=t1/dt=2026-01-01/a.parquet", "dead_letters/tenantId=t1/x",
            "_catalog/tenantId=t1/clicks/metadata/v1.metadata.json",
            "_catalog/tenantId=t1/namespace.json",
        ] { #expect(prefixes.contains(key: key), "\(key)") }
        for prefix in [
            "clicks/tenantId=t1/", "clicks/tenantId=t1/dt=2026", "_catalog/tenantId=t1/",
            "_catalog/tenantId=t1/clicks/metadata/",
        ] { #expect(prefixes.contains(prefix: prefix), "\(prefix)") }
    }

    static let foreign = [
        "", "/", "clicks", "clicks/", "clicks/tenantId=t1", "clicks/tenantId=t10/a",
        "clicks/tenantId=t2/a", "clicks/tenantId=T1/a", "clicks/tenantId=/a", "tenantId=t1/a/b",
        "a/b/tenantId=t1/c", "_lakewriter/tenantId=t1/a", "Clicks/tenantId=t1/a",
        "../clicks/tenantId=t1/a", "clicks/../clicks/tenantId=t1/a",
        "clicks/tenantId=t1/../tenantId=t2/a", "clicks/tenantId=t1/./a", "clicks/tenantId=t1//a",
        "/clicks/tenantId=t1/a", "clicks//tenantId=t1/a", "clicks/tenantId%3Dt1/a",
        "clicks/tenantId=t1/%2e%2e/tenantId=t2/a", "clicks/tenantId=t1/..\\tenantId=t2\\a",
        "clicks/tenantId=t1/a\u{0}", "clicks/tenantId=t1/\u{FF0E}\u{FF0E}/a",
        "clicks/tenantId=t1/a\nb", "*/tenantId=t1/a", "clicks/tenantId=*/a",
        "clicks/tenantId=t2/x/tenantId=t1/a", "clicks/tenantId=t1\u{301}/a",
    ]

    @Test("nothing else is, whatever a key looks like", arguments: foreign)
    func others(key: String) throws {
        let prefixes = TenantPrefixes(tenant: try TenantID("t1"))
        #expect(!prefixes.contains(key: key))
        #expect(!prefixes.contains(prefix: key))
    }

    @Test("who may change one table may not touch the tenant's others")
    func oneTable() throws {
        let prefixes = TenantPrefixes(
            tenant: try TenantID("t1"),
            access: .write(try TableName("clicks"))
        )
        #expect(prefixes.contains(key: "clicks/tenantId=t1/a"))
        #expect(prefixes.contains(key: "_catalog/tenantId=t1/clicks/metadata/a"))
        for key in [
            "views/tenantId=t1/a", "_catalog/tenantId=t1/views/metadata/a",
            "_catalog/tenantId=t1/namespace.json", "_catalog/tenantId=t1/clicks",
            "clicks/tenantId=t2/a",
        ] { #expect(!prefixes.contains(key: key), "\(key)") }
        #expect(!prefixes.contains(prefix: "_catalog/tenantId=t1/"))
    }

    @Test("an object's key does not end in a slash")
    func folder() throws {
        let prefixes = TenantPrefixes(tenant: try TenantID("t1"))
        #expect(!prefixes.contains(key: "clicks/tenantId=t1/"))
        #expect(!prefixes.contains(key: "clicks/tenantId=t1/dt=2026-01-01/"))
    }
}

import Iceberg
import LakeModel
import ObjectStorage
import Testing

@Suite("LakeLocation")
struct LakeLocationTests {
    @Test("a key and its URI are two names of one object")
    func bothWays() throws {
        let lake = LakeLocation(root: "s3://bucket/lake")
        let table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        let key = ObjectKey("\(LakeLocation.dataFolder(of: table))/dt=2026-01-02/a.parquet")
        #expect(
            lake.uri(key.path) == "s3://bucket/lake/clicks/tenantId=acme/dt=2026-01-02/a.parquet"
        )
        #expect(lake.key(lake.uri(key.path)) == key)
        #expect(
            LakeLocation.metadataFolder(of: table) == "_catalog/tenantId=acme/clicks/metadata"
        )
    }

    @Test("other spellings of a scheme name the same object")
    func spellings() {
        let lake = LakeLocation(root: "s3://bucket")
        #expect(lake.key("s3a://bucket/x/y") == ObjectKey("x/y"))
        #expect(LakeLocation(root: "file:///lake").key("file:/lake/x") == ObjectKey("x"))
    }

    @Test(
        "what lies elsewhere, or is no safe key, has none",
        arguments: ["s3://bucket2/x", "s3://bucket/../x", "s3://bucket", "x", "s3://bucket/a//b"]
    )
    func elsewhere(uri: String) {
        #expect(LakeLocation(root: "s3://bucket").key(uri) == nil)
    }
}

import LakeModel
import TenantPolicies
import Testing

@Suite("Tenant grants") struct TenantGrantTests {
    @Test("name every folder, in one order, with a slash at its end")
    func folders() throws {
        let grant = TenantGrant(
            bucket: "b",
            root: "lake",
            tenant: try TenantID("t1"),
            tables: try ["views", "clicks", "clicks", "dead_letters"].map { try TableName($0) },
            access: .read
        )
        #expect(
            grant.folders == [
                "lake/clicks/tenantId=t1/", "lake/views/tenantId=t1/",
                "lake/dead_letters/tenantId=t1/", "lake/_catalog/tenantId=t1/",
            ]
        )
        #expect(grant.objectARN("x") == "arn:aws:s3:::b/x")
        #expect(grant.objectActions == ["s3:GetObject"])
    }

    @Test("begin at the bucket where the lake is all of it")
    func wholeBucket() throws {
        let grant = TenantGrant(
            bucket: "b",
            root: "",
            partition: "aws-cn",
            tenant: try TenantID("t1"),
            tables: [],
            access: .write
        )
        #expect(grant.folders == ["dead_letters/tenantId=t1/", "_catalog/tenantId=t1/"])
        #expect(grant.bucketARN == "arn:aws-cn:s3:::b")
        #expect(grant.objectActions.contains("s3:PutObject"))
    }
}

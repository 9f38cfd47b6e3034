import LakeModel
import TenantPolicies
import Testing

@Suite("PolicyNames")
struct PolicyNamesTests {
    @Test(
        "a lake that a policy would read as something else is refused",
        arguments: [
            "*", "a*b", "a?", "${aws:username}", "$x", "a/{b}", "a//b", "/a", "a/", ".", "a/../b",
            "a b", "lac-\u{e9}", "a\"b", "a\\b", "a%2Fb", "a\nb", "a\u{0}",
            String(repeating: "r", count: 513),
        ]
    )
    func roots(root: String) {
        #expect(throws: PolicyNameError.self) { try PolicyLake(bucket: "lake", root: root) }
    }

    @Test(
        "a bucket that is none is refused",
        arguments: [
            "", "ab", "Lake", "lake*", "la_ke", "-lake", "lake-", ".lake", "la..ke", "lake/x",
            "lake\n", "l\u{e4}ke", String(repeating: "b", count: 64),
        ]
    )
    func buckets(bucket: String) {
        #expect(throws: PolicyNameError.self) { try PolicyLake(bucket: bucket, root: "") }
    }

    @Test("lakes with ordinary names are taken, and lie below a slash")
    func lakes() throws {
        #expect(try PolicyLake(bucket: "my.lake-1", root: "").keyPrefix == "")
        #expect(try PolicyLake(bucket: "lake", root: "a/b=c").keyPrefix == "a/b=c/")
    }

    @Test("a principal is one role or one user")
    func principals() throws {
        let role = try PrincipalARN("arn:aws-cn:iam::123456789012:role/a/b/Some+=,.@_-Role")
        #expect(role.isRole && role.partition == "aws-cn" && role.account.digits == "123456789012")
        #expect(try !PrincipalARN("arn:aws:iam::123456789012:user/u").isRole)
        for odd in [
            "*", "arn:aws:iam::123456789012:root", "arn:aws:iam::*:role/x",
            "arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role", "arn:aws:iam::12345678901:role/x",
            "arn:aws:iam:eu:123456789012:role/x", "arn:aws:sts::123456789012:role/x",
            "arn:aws:iam::123456789012:assumed-role/x/y", "arn:aws:iam::123456789012:role/x?",
            "arn:aws:iam::123456789012:role/${a}", "arn:aws:iam::123456789012:role//x",
            "arn:aws:iam::123456789012:role/x:y", "arn:gcp:iam::123456789012:role/x",
            "arn:aws:iam::123456789012:role/" + String(repeating: "x", count: 65),
        ] {
            #expect(throws: PolicyNameError.self, "\(odd)") { try PrincipalARN(odd) }
        }
    }

    @Test("a key is named by its id, in the cloud that its region is of")
    func keys() throws {
        let key = try KMSKeyARN(TemplateSamples.key)
        #expect(key.region.name == "eu-west-1" && key.account.digits == "123456789012")
        #expect(key.anyOfAccount == "arn:aws:kms:eu-west-1:123456789012:key/*")
        for odd in [
            "*", "1234abcd", "alias/x", "arn:aws:kms:eu-west-1:123456789012:alias/x",
            "arn:aws:kms:eu-west-1:123456789012:key/*", "arn:aws:kms:*:123456789012:key/a",
            "arn:aws:kms:eu-west-1:123456789012:key/", "arn:aws:kms:eu-west-1:1:key/a",
            "arn:aws:kms:cn-north-1:123456789012:key/a",
            "arn:aws:kms:eu-west-1:123456789012:key/a b",
        ] {
            #expect(throws: PolicyNameError.self, "\(odd)") { try KMSKeyARN(odd) }
        }
    }

    @Test("a region says whose cloud it is, and what its S3 is called")
    func regions() throws {
        #expect(try AWSRegion("eu-west-1").partition == "aws")
        #expect(try AWSRegion("cn-north-1").partition == "aws-cn")
        #expect(try AWSRegion("us-gov-west-1").partition == "aws-us-gov")
        #expect(try AWSRegion("us-isob-east-1").partition == "aws-iso-b")
        #expect(try AWSRegion("eusc-de-east-1").partition == "aws-eusc")
        #expect(try AWSRegion("cn-north-1").s3Service == "s3.cn-north-1.amazonaws.com.cn")
        #expect(try AWSRegion("us-gov-west-1").s3Service == "s3.us-gov-west-1.amazonaws.com")
        for odd in ["", "*", "EU", "eu west", "1eu", String(repeating: "r", count: 33)] {
            #expect(throws: PolicyNameError.self) { try AWSRegion(odd) }
        }
    }

    @Test("a tag's key cannot end the variable that it stands in")
    func tags() throws {
        #expect(try PrincipalTagKey("team.id").variable == "${aws:PrincipalTag/team.id}")
        for odd in ["", "a}", "a/b", "aws:x", "a b", "*", String(repeating: "k", count: 129)] {
            #expect(throws: PolicyNameError.self) { try PrincipalTagKey(odd) }
        }
    }

    @Test("an account is twelve digits")
    func accounts() {
        for odd in ["", "1", "12345678901", "1234567890123", "12345678901a", "*"] {
            #expect(throws: PolicyNameError.self) { try AWSAccountID(odd) }
        }
    }

    @Test("a MinIO server whose listings can be bypassed may not list")
    func minio() throws {
        #expect(try MinIOPolicyModule("v3.9.2").description == "v3.9.2")
        #expect(try MinIOPolicyModule("v3.10.0") != MinIOPolicyModule("v4.0.0"))
        for odd in [
            "v3.1.3", "v3.7.0", "v3.9.1", "v2.99.99", "3.10.0", "v3.10", "v3.10.0.1", "v3.+10.0",
            "v3.-1.0", "latest", "", "v3.10.x",
        ] {
            #expect(throws: PolicyNameError.self, "\(odd)") { try MinIOPolicyModule(odd) }
        }
    }

    @Test("users' names tell lakes and tenants apart, and none is shortened")
    func users() throws {
        let one = LakePrincipals(lake: try PolicyLake(bucket: "lake", root: "a"))
        let other = LakePrincipals(lake: try PolicyLake(bucket: "lake", root: "b"))
        #expect(one.lakeID != other.lakeID && one.lakeID.utf8.count == 8)
        let longest = try TenantID("t" + String(repeating: "x", count: 43))
        #expect(try one.userName(of: longest).utf8.count == LakePrincipals.nameBytesMax)
        #expect(throws: PolicyNameError.self) {
            try one.userName(of: try TenantID(longest.name + "x"))
        }
    }
}

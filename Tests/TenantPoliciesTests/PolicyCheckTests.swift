import LakeModel
import TenantPolicies
import Testing

@Suite("The check of generated policies") struct PolicyCheckTests {
    private static let names = ["t1", "t10", "t1-a", "t1_a"]

    /// What is wrong with the files of all forms, some of their texts replaced.
    private static func findings(
        _ terms: PolicyTerms,
        replacing old: String = "",
        with new: String = "",
        in part: String = ""
    ) throws -> [PolicyFinding] {
        let tenants = try names.map { try TemplateSamples.tenant($0) }
        let files = try TemplateSamples.generate(Set(PolicyCheck.forms), terms, tenants)
        var check = PolicyCheck(terms)
        var findings: [PolicyFinding] = []
        var count = 0
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            var text = String(decoding: file.bytes, as: UTF8.self)
            if path == part {
                let parts = text.split(separator: old)
                text = parts.joined(separator: new)
                count += parts.count - 1
            }
            let kind = PolicyCheck.kind(of: file.form, file: path)
            let document = try PolicyDocument(Array(text.utf8), as: kind)
            if path == "bucket/policy.json", part.isEmpty { check.bucket = document }
            if file.form.isPerTenant {
                let tenant = try #require(tenants.first { path.hasSuffix("/\($0.id).json") })
                findings += check.check(document, form: file.form, of: tenant)
            } else {
                findings += check.check(document, form: file.form, for: tenants)
            }
        }
        #expect(part.isEmpty || count > 0, "\(old) stands in \(part)")
        return findings
    }

    @Test("proves what the templates come to", arguments: TenantGrant.Access.allCases)
    func generated(access: TenantGrant.Access) throws {
        for encryption in PolicyTerms.Encryption.allCases {
            let terms = try TemplateSamples.terms(access: access, encryption: encryption)
            let findings = try Self.findings(terms)
            #expect(findings.isEmpty, "\(findings.map(\.description))")
        }
        let whole = try TemplateSamples.terms(root: "", access: access)
        let findings = try Self.findings(whole)
        #expect(findings.isEmpty, "\(findings.map(\.description))")
    }

    /// A text that is replaced in a file, and the kinds of findings that it brings about.
    static let changes: [(file: String, old: String, new: String, kind: PolicyFinding.Kind)] = [
        ("identity/t1.json", "tenantId=t1/*", "tenantId=t1*", .exceeds),
        ("identity/t1.json", "root/clicks/", "root/*/", .exceeds),
        ("identity/t1.json", "\"s3:*MultipartUpload*\"", "\"s3:AbortMultipartUpload\"", .unfenced),
        ("identity/t1.json", "\"Deny\"", "\"Allow\"", .exceeds),
        ("identity/t1.json", "\"s3:GetObject\"", "\"s3:GetObjectAcl\"", .lacks),
        ("session/t10.json", "tenantId=t10/*", "tenantId=t1/*", .exceeds),
        ("session/t10.json", "tenantId=t10/*", "tenantId=t1/*", .lacks),
        ("session/t1.json", "StringLike", "ForAllValues:StringLike", .exceeds),
        ("session/t1.json", "s3:prefix", "s3:delimiter", .exceeds),
        ("minio/t1.json", "tenantId=t1/*", "tenantId=${jwt:sub}/*", .exceeds),
        ("abac/role.json", "\"Null\"", "\"StringEquals\"", .exceeds),
        ("abac/role.json", "${aws:PrincipalTag/TenantID}", "*", .exceeds),
        ("abac/role.json", "NotResource", "Resource", .lacks),
        ("abac/trust.json", "\"arn:aws:iam::123456789012:role/broker\"", "\"*\"", .exceeds),
        ("abac/trust.json", "\"StringLike\"", "\"StringLikeIfExists\"", .exceeds),
        (
            "bucket/policy.json", "\"aws:SecureTransport\": \"false\"",
            "\"aws:SecureTransport\": \"true\"", .insecure
        ),
        (
            "bucket/policy.json", "s3:x-amz-server-side-encryption-customer-algorithm",
            "s3:x-amz-acl", .unencrypted
        ),
        ("bucket/policy.json", "\"Deny\"", "\"Allow\"", .exceeds),
        ("kms/t1.json", "\"arn:aws:iam::123456789012:root\"", "\"*\"", .exceeds),
        ("writer/policy.json", "arn:aws:s3:::lake/root/", "arn:aws:s3:::lake/", .exceeds),
        ("session/t1.json", "\"s3:ListBucket\"", "\"s3:GetBucketLocation\"", .suspicious),
    ]

    @Test("finds what a careless hand changes in them", arguments: changes)
    func changed(
        file: String,
        old: String,
        new: String,
        kind: PolicyFinding.Kind
    ) throws {
        let terms = try TemplateSamples.terms(access: .write)
        let findings = try Self.findings(terms, replacing: old, with: new, in: file)
        #expect(findings.contains { $0.kind == kind }, "\(findings.map(\.description))")
        for finding in findings where finding.kind != .suspicious {
            #expect(finding.isConfirmed, "\(finding)")
        }
    }
}

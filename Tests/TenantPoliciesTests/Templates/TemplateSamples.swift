import LakeModel
import TenantPolicies

#if canImport(Glibc)
import Glibc
#endif

/// What the tests generate from: the repository's templates, and one lake's terms.
enum TemplateSamples {
    static let account = "123456789012"
    static let key = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-1111-2222-3333-444455556666"
    static let ownKey =
        "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"

    /// The repository's folder, found from this file.
    static let repository = #filePath.split(separator: "/").dropLast(4)
        .reduce(into: "") { $0 += "/\($1)" }

    /// A file of the repository.
    static func file(_ path: String) throws -> [UInt8] {
        guard let file = fopen("\(repository)/\(path)", "rb") else { throw Missing(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    struct Missing: Error {
        let path: String
    }

    /// The repository's templates, some of them replaced.
    static func templates(
        _ replaced: [PolicyTemplates.Name: String] = [:]
    ) throws -> PolicyTemplates {
        try PolicyTemplates { name throws(PolicyTemplateError) in
            if let text = replaced[name] { return (Array(text.utf8), name.file) }
            guard let bytes = try? file("policies/\(name.file)") else {
                throw PolicyTemplateError(file: name.file, reason: "is not there")
            }
            return (bytes, name.file)
        }
    }

    /// Terms that suffice for every form.
    static func terms(
        root: String = "root",
        tables: [String] = ["clicks", "sales"],
        access: TenantGrant.Access = .read,
        encryption: PolicyTerms.Encryption = .kms
    ) throws -> PolicyTerms {
        var terms = PolicyTerms(
            lake: try PolicyLake(bucket: "lake", root: root),
            tables: try tables.map { try TableName($0) },
            access: access
        )
        terms.account = try AWSAccountID(account)
        terms.region = try AWSRegion("eu-west-1")
        terms.brokerRoles = [try PrincipalARN("arn:aws:iam::\(account):role/broker")]
        terms.sessionRoles = [try PrincipalARN("arn:aws:iam::\(account):role/sessions")]
        terms.writerPrincipals = [try PrincipalARN("arn:aws:iam::\(account):role/writer")]
        terms.encryption = encryption
        if encryption == .kms { terms.defaultKey = try KMSKeyARN(key) }
        return terms
    }

    static func tenant(_ name: String) throws -> PolicyTenant { PolicyTenant(try TenantID(name)) }

    /// What is generated, by path.
    static func generate(
        _ forms: Set<PolicyForm> = Set(PolicyForm.allCases),
        _ terms: PolicyTerms,
        _ tenants: [PolicyTenant],
        templates: PolicyTemplates? = nil
    ) throws -> [String: GeneratedFile] {
        let generator = try PolicyGenerator(
            terms,
            forms: forms,
            templates: try templates ?? self.templates()
        )
        var files: [String: GeneratedFile] = [:]
        try generator.generate(for: tenants) { files[$0.path] = $0 }
        return files
    }

    /// A generated file as JSON.
    static func json(_ files: [String: GeneratedFile], _ path: String) throws -> JSONNode {
        guard let file = files[path] else { throw Missing(path: path) }
        return try JSONDocument(file.bytes).root
    }

    /// A generated file as a policy.
    static func policy(
        _ files: [String: GeneratedFile],
        _ path: String,
        as kind: PolicyKind = .identity
    ) throws -> PolicyDocument {
        try PolicyDocument(try json(files, path), as: kind)
    }
}

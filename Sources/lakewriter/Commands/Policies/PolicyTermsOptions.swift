import ArgumentParser
import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

/// The options that say what policies are about; see `PolicyTerms`.
struct PolicyTermsOptions: ParsableArguments {
    @Option(help: "Where the lake lies: s3://bucket/prefix. [LAKEWRITER_LAKE]")
    var lake: String?

    @Option(help: "The directory of <table>.json schema files. [LAKEWRITER_SCHEMAS]")
    var schemas: String?

    @Option(help: "The tables, with commas between them, instead of those of --schemas.")
    var tables: String?

    @Option(help: "What tenants may do with their data: read or write.")
    var access: TenantGrant.Access = .read

    @Option(help: "The number of the account that the bucket and the principals are of.")
    var account: String?

    @Option(help: "The bucket's region, and by it whose cloud. [AWS_REGION]")
    var region: String?

    @Option(help: "The tag that says whose session or user it is.")
    var principalTag = "TenantID"

    @Option(help: "The role that opens tagged sessions for tenants, by its ARN; may be repeated.")
    var brokerRole: [String] = []

    @Option(help: "The role of the sessions that the catalog hands out, by its ARN.")
    var sessionRole: [String] = []

    @Option(help: "Who the server is, by the ARN of a role or user; may be repeated.")
    var writerPrincipal: [String] = []

    @Option(help: "How the server encrypts, as store.encryption says: none, sse-s3 or sse-kms.")
    var encryption: PolicyTerms.Encryption?

    @Option(help: "The key of KMS of all tenants that have none of their own, by its ARN.")
    var kmsKey: String?

    @Flag(help: "Let the server tag objects, as store.tag-tenants has it do.")
    var tagObjects = false

    @Option(
        help: ArgumentHelp(
            "Let tenants of a MinIO server list, which is safe on a version of "
                + "github.com/minio/pkg/v3 (`go version -m minio`) that takes s3:prefix from the "
                + "query alone; those up to \(MinIOPolicyModule.lastBypassed) do not.",
            valueName: "version"
        )
    )
    var minioListing: String?

    /// What the options say.
    ///
    /// - Throws: ``ConfigurationError`` or what names what is wrong with a name.
    func terms(for tenants: [PolicyTenant]) throws -> PolicyTerms {
        let environment = ProcessInfo.processInfo.environment
        let configuration = try Configuration(
            flags: [.lake: lake, .schemas: schemas].compactMapValues { $0 },
            environment: environment,
            file: nil
        )
        var terms = PolicyTerms(
            lake: try Self.lake(try configuration.required(.lake).text),
            tables: try tables.map(Self.names) ?? Self.tables(in: configuration[.schemas].text),
            access: access
        )
        let region = region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
        terms.region = try region.map { try AWSRegion($0) }
        terms.account = try account.map { try AWSAccountID($0) }
        terms.principalTag = try PrincipalTagKey(principalTag)
        terms.brokerRoles = try brokerRole.map { try PrincipalARN($0) }
        terms.sessionRoles = try sessionRole.map { try PrincipalARN($0) }
        terms.writerPrincipals = try writerPrincipal.map { try PrincipalARN($0) }
        terms.defaultKey = try kmsKey.map { try KMSKeyARN($0) }
        terms.encryption = encryption ?? (terms.defaultKey == nil ? .none : .kms)
        terms.tenantKeyPatterns = Set(tenants.compactMap(\.key?.anyOfAccount))
        terms.tagsObjects = tagObjects
        terms.minioListing = try minioListing.map { try MinIOPolicyModule($0) }
        return terms
    }

    private static func lake(_ text: String) throws -> PolicyLake {
        let location: ObjectStoreLocation
        do {
            location = try ObjectStoreLocation(text)
        } catch {
            throw ConfigurationError(error.message)
        }
        guard case .s3(let bucket) = location else {
            throw ConfigurationError("--lake: a directory has no policies; give s3://bucket/prefix")
        }
        return try PolicyLake(bucket: bucket.bucket, root: bucket.prefix)
    }

    private static func names(_ text: String) throws -> [TableName] {
        try text.split(separator: ",", omittingEmptySubsequences: false)
            .map { try TableName(String($0)) }
    }

    private static func tables(in folder: String) throws -> [TableName] {
        try SchemaRegistry(SchemaFolder.read(folder)).tables.map(\.name)
    }
}

import LakeModel
public import ObjectStorage

/// What a session of a tenant may do, as AWS's policy language says it.
///
/// Always at least one statement, which allows: a session without policy may do all that its role
/// may. No name in it needs escaping, because names that would are refused: stores disagree about
/// `${*}`. At most ``ObjectStorage/STSClient/policyBytesMax`` bytes.
///
/// Source: IAM User Guide, "IAM JSON policy reference"; Amazon S3 User Guide, "Policy actions".
public struct SessionPolicy: Hashable, Sendable {
    /// The policy as compact JSON.
    public let json: String

    /// Writes the policy of a tenant's session.
    ///
    /// - Parameters:
    ///   - prefixes: whose session, and what it may do.
    ///   - location: the lake.
    ///   - region: the bucket's region, which says whose ARNs are written.
    /// - Throws: `.misconfigured` when the lake's prefix holds what is a wildcard or a variable in
    ///   a policy, or is too long.
    public init(
        _ prefixes: TenantPrefixes,
        in location: S3Location,
        region: String
    ) throws(ObjectStoreError) {
        let root = location.prefix.isEmpty ? "" : location.prefix + "/"
        guard root.utf8.allSatisfy(Self.isPlain) else {
            throw ObjectStoreError(
                .misconfigured,
                "\(location): a policy cannot name a prefix with '*', '?', '$', '{', '}' or what "
                    + "is not ASCII; move the lake, or set catalog.access to sign or off"
            )
        }
        let folders = Self.folders(prefixes).map { root + $0 }
        let bucket = "arn:\(Self.partition(region)):s3:::\(location.bucket)"
        let reads = ["s3:GetObject", "s3:GetObjectVersion"]
        let writes = [
            "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
        ]
        let actions = prefixes.access == .read ? reads : reads + writes
        json = Self.text { writer in
            Self.statement(&writer, actions, folders.map { "\(bucket)/\($0)*" }) { _ in }
            // The condition is on what is asked for, and ends in the folder's slash: t1 never
            // lists t10, and a listing of everything is refused.
            Self.statement(&writer, ["s3:ListBucket"], [bucket]) { writer in
                writer.name("Condition")
                writer.object { condition in
                    condition.name("StringLike")
                    condition.object { like in
                        like.name("s3:prefix")
                        Self.list(&like, folders.map { "\($0)*" })
                    }
                }
            }
        }
        guard json.utf8.count <= STSClient.policyBytesMax else {
            throw ObjectStoreError(
                .misconfigured,
                "\(location): the prefix is too long for a session policy of "
                    + "\(STSClient.policyBytesMax) bytes"
            )
        }
    }

    /// The folders, a slash at the end of each.
    private static func folders(_ prefixes: TenantPrefixes) -> [String] {
        let tenant = prefixes.tenant
        switch prefixes.access {
        // Tables come and go while a session lasts: the wildcard stands for any of them, and for
        // `_catalog`.
        case .read: return ["*/tenantId=\(tenant)/"]
        case .write(let table):
            let identifier = TableIdentifier(tenant: tenant, table: table)
            return [
                LakeLocation.dataFolder(of: identifier) + "/",
                LakeLocation.tableFolder(of: identifier) + "/",
            ]
        }
    }

    /// Printable, and neither a wildcard nor part of a variable.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"*?${}\\\"%".utf8.contains(byte)
    }

    /// Whose cloud a region is in, as ARNs say it.
    private static func partition(_ region: String) -> String {
        if region.hasPrefix("cn-") { return "aws-cn" }
        return region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }

    private static func text(_ statements: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 512)
        writer.object { policy in
            policy.member("Version", "2012-10-17")
            policy.name("Statement")
            policy.array(statements)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func statement(
        _ writer: inout JSONWriter,
        _ actions: [String],
        _ resources: [String],
        _ more: (inout JSONWriter) -> Void
    ) {
        writer.object { statement in
            statement.member("Effect", "Allow")
            statement.name("Action")
            list(&statement, actions)
            statement.name("Resource")
            list(&statement, resources)
            more(&statement)
        }
    }

    private static func list(_ writer: inout JSONWriter, _ texts: [String]) {
        writer.array { array in for text in texts { array.string(text) } }
    }
}

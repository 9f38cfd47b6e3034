public import LakeModel
public import ObjectStorage
import TenantPolicies

/// What a session that reads or changes one table may do, as AWS's policy language says it.
///
/// The policy is that of `policies/session.json` for two folders, the table's data and its metadata:
/// no wildcard stands before a tenant's name. At most ``ObjectStorage/STSClient/policyBytesMax``
/// bytes, and never empty: a session without a policy may do all that its role may.
///
/// Source: IAM User Guide, "IAM JSON policy reference"; Amazon S3 User Guide, "Policy actions".
public struct SessionPolicy: Hashable, Sendable {
    /// The policy as compact JSON.
    public let json: String

    /// Writes the policy of a session.
    ///
    /// - Parameters:
    ///   - table: the table that is read or changed.
    ///   - mayChange: whether it may be changed.
    ///   - location: the lake.
    ///   - region: the bucket's region, which says whose ARNs are written.
    /// - Throws: `.misconfigured` when the lake's prefix holds what is a wildcard or a variable in
    ///   a policy, or is too long.
    public init(
        _ table: TableIdentifier,
        mayChange: Bool,
        in location: S3Location,
        region: String
    ) throws(ObjectStoreError) {
        let lake: PolicyLake
        do throws(PolicyNameError) {
            lake = try PolicyLake(bucket: location.bucket, root: location.prefix)
        } catch {
            throw ObjectStoreError(
                .misconfigured,
                "\(location): \(error); move the lake, or set catalog.access to sign or off"
            )
        }
        let folders = [LakeLocation.dataFolder(of: table), LakeLocation.tableFolder(of: table)]
        let policy = PolicyDocument.session(
            lake: lake,
            // Stores other than Amazon's have regions of any name, and ARNs of its first cloud.
            partition: (try? AWSRegion(region))?.partition ?? "aws",
            folders: folders.map { "\(lake.keyPrefix)\($0)/" },
            access: mayChange ? .write : .read
        )
        json = String(decoding: policy.compact, as: UTF8.self)
        guard json.utf8.count <= STSClient.policyBytesMax else {
            throw ObjectStoreError(
                .misconfigured,
                "\(location): the prefix is too long for a session policy of "
                    + "\(STSClient.policyBytesMax) bytes"
            )
        }
    }
}

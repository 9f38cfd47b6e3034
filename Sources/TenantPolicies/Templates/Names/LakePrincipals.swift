import ByteCoding
public import LakeModel

/// What the IAM users and roles of a lake are called, wherever they are made.
///
/// The lake's id in their names keeps the tenants of two lakes of one account apart.
public struct LakePrincipals: Hashable, Sendable {
    /// Eight hexadecimal digits that are the same for the same bucket and folder.
    public let lakeID: String

    /// The path of all of them, by which they are found.
    public static let path = "/lakewriter/"
    /// The longest name of a user or role.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    public static let nameBytesMax = 64

    /// Creates the names of a lake's principals.
    public init(lake: PolicyLake) {
        let digits = String(CRC32C.checksum(of: "\(lake.bucket)/\(lake.root)".utf8), radix: 16)
        lakeID = String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// What everything of this lake begins with: `lakewriter-<id>`.
    public var prefix: String { "lakewriter-\(lakeID)" }

    /// The name of a tenant's user: `lakewriter-<id>-<tenant>`.
    ///
    /// - Throws: ``PolicyNameError`` for a tenant whose name is too long: a shortened one could be
    ///   another tenant's.
    public func userName(of tenant: TenantID) throws(PolicyNameError) -> String {
        let name = "\(prefix)-\(tenant)"
        guard name.utf8.count <= Self.nameBytesMax else {
            let rest = Self.nameBytesMax - prefix.utf8.count - 1
            throw PolicyNameError(
                kind: "tenant's IAM user",
                rule: "a user's name has \(Self.nameBytesMax) bytes, which leaves \(rest) for the "
                    + "tenant; use --form abac or --form session for longer ones"
            )
        }
        return name
    }
}

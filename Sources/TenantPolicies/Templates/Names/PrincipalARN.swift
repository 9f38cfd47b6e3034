/// A role or a user by its ARN: `arn:aws:iam::123456789012:role/path/name`.
///
/// One of them, and nothing that stands for several: neither a wildcard nor an account.
public struct PrincipalARN: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole name.
    public let text: String
    /// Whose cloud: `aws`, `aws-cn`, `aws-us-gov`.
    public let partition: String
    /// Whose account.
    public let account: AWSAccountID
    /// Whether it is a role; otherwise a user.
    public let isRole: Bool

    /// The whole name.
    public var description: String { text }

    private static let rule =
        "it is written arn:aws:iam::ACCOUNT:role/NAME or …:user/NAME, with letters, digits and "
        + "+=,.@_-/ in the name"
    /// A path of 512 bytes, and a name of 64.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    private static let nameBytesMax = 576

    /// Reads an ARN from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` when it names no single role or user.
    public init(_ text: String) throws(PolicyNameError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"),
            NameBytes.areAlphanumeric(parts[1], or: "-"), parts[2] == "iam", parts[3].isEmpty
        else { throw PolicyNameError(kind: "principal", rule: Self.rule) }
        account = try AWSAccountID(parts[4])
        let name = parts[5].split(separator: "/", omittingEmptySubsequences: false)
        guard name.count >= 2, name[0] == "role" || name[0] == "user",
            name.dropFirst().allSatisfy({ !$0.isEmpty }),
            parts[5].utf8.count <= Self.nameBytesMax,
            name.last.map({ $0.utf8.count <= 64 }) == true,
            NameBytes.areAlphanumeric(parts[5], or: "+=,.@_-/")
        else { throw PolicyNameError(kind: "principal", rule: Self.rule) }
        self.text = text
        partition = parts[1]
        isRole = name[0] == "role"
    }

    /// ARNs are ordered by their text.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.text < rhs.text }
}

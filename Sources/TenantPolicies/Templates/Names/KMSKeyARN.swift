/// A key of KMS by its ARN: `arn:aws:kms:eu-west-1:123456789012:key/ID`.
///
/// One key, by its id: policies do not follow aliases.
public struct KMSKeyARN: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole name.
    public let text: String
    /// Where the key lives, which is where the bucket does.
    public let region: AWSRegion
    /// Whose key it is.
    public let account: AWSAccountID

    /// The whole name.
    public var description: String { text }

    /// All keys of the same account and region, as a pattern.
    public var anyOfAccount: String {
        "arn:\(region.partition):kms:\(region):\(account):key/*"
    }

    /// The longest id: that of a multi-Region key has 36 bytes.
    private static let idBytesMax = 64

    /// Reads an ARN from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` when it names no key by its id.
    public init(_ text: String) throws(PolicyNameError) {
        let error = PolicyNameError(
            kind: "KMS key",
            rule: "it is written arn:aws:kms:REGION:ACCOUNT:key/ID, and not as an alias"
        )
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "kms", parts[5].hasPrefix("key/")
        else { throw error }
        region = try AWSRegion(parts[3])
        account = try AWSAccountID(parts[4])
        let id = parts[5].dropFirst("key/".count)
        guard parts[1] == region.partition, (1...Self.idBytesMax).contains(id.utf8.count),
            NameBytes.areAlphanumeric(id, or: "-")
        else { throw error }
        self.text = text
    }

    /// ARNs are ordered by their text.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.text < rhs.text }
}

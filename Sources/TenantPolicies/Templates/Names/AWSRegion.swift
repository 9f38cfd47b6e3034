/// A region, and with it whose cloud it is.
///
/// Always matches `^[a-z][a-z0-9-]{0,31}$`.
public struct AWSRegion: Hashable, Sendable, CustomStringConvertible {
    /// The name, such as `eu-west-1`.
    public let name: String

    /// The name, for messages.
    public var description: String { name }

    /// A separate cloud of Amazon's.
    ///
    /// Source: botocore, `partitions.json`; a region of none of them is of `aws`.
    private struct Partition: Sendable {
        let regions: String
        let name: String
        let domain: String
    }

    private static let partitions = [
        Partition(regions: "cn-", name: "aws-cn", domain: "amazonaws.com.cn"),
        Partition(regions: "us-gov-", name: "aws-us-gov", domain: "amazonaws.com"),
        Partition(regions: "us-iso-", name: "aws-iso", domain: "c2s.ic.gov"),
        Partition(regions: "us-isob-", name: "aws-iso-b", domain: "sc2s.sgov.gov"),
        Partition(regions: "us-isof-", name: "aws-iso-f", domain: "csp.hci.ic.gov"),
        Partition(regions: "eu-isoe-", name: "aws-iso-e", domain: "cloud.adc-e.uk"),
        Partition(regions: "eusc-", name: "aws-eusc", domain: "amazonaws.eu"),
    ]

    private static let standard = Partition(regions: "", name: "aws", domain: "amazonaws.com")

    /// Creates a region from untrusted text.
    ///
    /// - Throws: ``PolicyNameError`` when it does not match the pattern.
    public init(_ name: String) throws(PolicyNameError) {
        guard (1...32).contains(name.utf8.count), name.utf8.first.map(NameBytes.isLower) == true,
            name.utf8.allSatisfy({
                NameBytes.isLower($0) || NameBytes.isDigit($0) || $0 == UInt8(ascii: "-")
            })
        else { throw PolicyNameError(kind: "region", rule: "it must match ^[a-z][a-z0-9-]{0,31}$") }
        self.name = name
    }

    private var cloud: Partition {
        Self.partitions.first { name.hasPrefix($0.regions) } ?? Self.standard
    }

    /// Whose cloud, as ARNs say it: `aws`, `aws-cn`, `aws-us-gov`.
    public var partition: String { cloud.name }

    /// What keys of KMS know S3 by in this region, in `kms:ViaService`.
    public var s3Service: String { "s3.\(name).\(cloud.domain)" }
}

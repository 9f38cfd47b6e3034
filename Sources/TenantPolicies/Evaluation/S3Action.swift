/// What is known of an operation of S3: what it is made on, and which keys its requests can have.
///
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
struct S3Action: Hashable, Sendable {
    /// What an operation is made on.
    enum Target: Hashable, Sendable {
        /// An object, or an upload that is to become one.
        case object
        /// The names of a bucket's objects, versions or uploads.
        case listing
        /// A bucket's settings.
        case bucket
        /// An account, its list of buckets among it.
        case account
    }

    /// The operation without `s3:`, as AWS writes it.
    let name: String
    /// What it is made on.
    let target: Target
    /// The keys of its own, in lower case, besides those that any request to S3 may have; one that
    /// ends in `/` stands for all that begin so.
    let keys: Set<String>

    /// The operation as policies name it.
    var qualifiedName: String { "s3:\(name)" }

    /// Whether requests for the operation can have a key.
    ///
    /// Keys of services other than S3 are not known here, and may be there.
    func canHave(_ key: String) -> Bool {
        let key = key.lowercased()
        guard key.hasPrefix("s3:") else { return true }
        if Self.commonKeys.contains(key) || keys.contains(key) { return true }
        guard key.utf8.contains(UInt8(ascii: "/")) else { return false }
        return [Self.commonKeys, keys].contains { known in
            known.contains { $0.hasSuffix("/") && key.hasPrefix($0) }
        }
    }

    /// The operation of a name such as `s3:GetObject`, whatever its case; nil where it is not
    /// known.
    static func named(_ action: String) -> Self? { byName[action.lowercased()] }

    /// Keys that any request to S3 may have.
    private static let commonKeys: Set = [
        "s3:authtype", "s3:resourceaccount", "s3:signatureage", "s3:signatureversion",
        "s3:tlsversion", "s3:x-amz-content-sha256", "s3:accesspointnetworkorigin",
        "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accessgrantsinstancearn",
        "s3:accesspointtag/", "s3:buckettag/",
    ]

    private static let byName = Dictionary(
        uniqueKeysWithValues: all.map { ($0.qualifiedName.lowercased(), $0) }
    )

    init(_ name: String, _ target: Target, _ keys: Set<String> = []) {
        self.name = name
        self.target = target
        self.keys = keys
    }
}

import ObjectStorage

/// Which requests are signed for whom: what is not named here is refused.
///
/// Listings, reads and, where it is said so, writes, all of one table. Sub-resources (`?acl`,
/// `?policy`, `?tagging`, `?torrent`, …), copies and deletes of many keys never are.
struct SigningRule: Hashable {
    /// Which keys.
    let prefixes: TenantPrefixes
    /// Whether they may be changed.
    let isWriting: Bool
    /// The lake.
    let location: S3Location

    /// Why a request is not signed; nil when it is.
    func refusal(
        _ method: String,
        _ target: SigningTarget,
        headers: [SigningRequest.Pair]
    ) -> String? {
        // A copy reads what its header names, which is not in the address; the others open an
        // object to people that no policy knows, or lock it with a key that nobody else has.
        let refused = [
            "x-amz-copy-source", "x-amz-acl", "x-amz-grant-",
            "x-amz-server-side-encryption-customer-",
        ]
        if let header = headers.first(where: { header in
            refused.contains { header.name.hasPrefix($0) }
        }) {
            return "the header \(header.name) is not signed"
        }
        let names = Set(target.query.map(\.name))
        guard let key = target.key else { return listing(method, target, names) }
        guard prefixes.contains(key: key) else { return "the key is not of this table" }
        switch method {
        case "GET", "HEAD": return excess(names, over: ["versionId", "partNumber", "x-id"])
        case "PUT", "POST", "DELETE":
            guard isWriting else { return "\(method) is not signed for reading" }
            return excess(names, over: Self.writeParameters[method] ?? [])
        default: return "\(method) is not signed"
        }
    }

    /// What a write may ask for besides the object: the parts of an upload.
    private static let writeParameters: [String: Set<String>] = [
        "PUT": ["partNumber", "uploadId", "x-id"],
        "POST": ["uploads", "uploadId", "x-id"],
        "DELETE": ["uploadId", "x-id"],
    ]

    private static let listParameters: Set<String> = [
        "list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after",
        "encoding-type", "fetch-owner", "marker",
    ]

    private func listing(
        _ method: String,
        _ target: SigningTarget,
        _ names: Set<String>
    ) -> String? {
        guard method == "GET" else { return "\(method) of the bucket is not signed" }
        guard let prefix = target.query.first(where: { $0.name == "prefix" })?.value,
            let below = SigningTarget.below(location, prefix), prefixes.contains(prefix: below)
        else { return "a listing names a folder of this table, with the slash at its end" }
        return excess(names, over: Self.listParameters)
    }

    private func excess(_ names: Set<String>, over allowed: Set<String>) -> String? {
        names.subtracting(allowed).min().map { "the parameter \($0) is not signed" }
    }
}

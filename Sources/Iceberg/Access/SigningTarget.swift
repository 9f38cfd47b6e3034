import ObjectStorage

/// What a request to the store asks for, taken apart: nothing of the reader's own spelling is
/// signed.
struct SigningTarget: Hashable {
    /// The value of `Host`.
    let host: String
    /// The key below the lake's root; nil for the bucket itself.
    let key: String?
    /// The path, each byte of the key encoded once.
    let path: String
    /// The query's parameters, decoded.
    let query: [SigningRequest.Pair]

    /// Takes an address apart; nil unless it names the lake's bucket at its own endpoint.
    ///
    /// Both places for the bucket's name are taken, whatever ``ObjectStorage/S3Settings/addressing``
    /// is: the reader chooses.
    init?(uri: String, settings: S3Settings) {
        let scheme = settings.endpoint.isSecure ? "https://" : "http://"
        guard uri.utf8.count <= 8192, uri.lowercased().hasPrefix(scheme), !uri.contains("#") else {
            return nil
        }
        let rest = uri.dropFirst(scheme.count)
        let target = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let endpoint = S3Endpoint(scheme + rest[..<target]) else { return nil }
        let mark = rest.firstIndex(of: "?") ?? rest.endIndex
        guard mark >= target, let query = Self.query(rest[mark...].dropFirst()),
            let path = PercentEncoding.decode(rest[target..<mark]), path.hasPrefix("/")
        else { return nil }

        let bucket = settings.location.bucket
        var full = path.dropFirst()
        let isPathStyle = endpoint.authority == settings.endpoint.authority
        if isPathStyle {
            guard full == bucket || full.hasPrefix(bucket + "/") else { return nil }
            full = full.dropFirst(bucket.count)
            if full.hasPrefix("/") { full = full.dropFirst() }
        } else if endpoint.authority != "\(bucket).\(settings.endpoint.authority)" {
            return nil
        }
        host = endpoint.authority
        self.query = query
        let encoded = PercentEncoding.encode(String(full), keepingSlash: true)
        self.path = isPathStyle ? "/\(bucket)" + (full.isEmpty ? "" : "/\(encoded)") : "/\(encoded)"
        guard !full.isEmpty else {
            key = nil
            return
        }
        guard let key = Self.below(settings.location, full) else { return nil }
        self.key = key
    }

    /// What a full key is below the lake's root; nil when it lies elsewhere.
    static func below(_ location: S3Location, _ full: some StringProtocol) -> String? {
        let root = location.prefix.isEmpty ? "" : location.prefix + "/"
        guard full.utf8.starts(with: root.utf8) else { return nil }
        return String(decoding: full.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    }

    /// The parameters; nil when one does not decode, or a name stands there twice.
    private static func query(_ text: Substring) -> [SigningRequest.Pair]? {
        var pairs: [SigningRequest.Pair] = []
        for parameter in text.split(separator: "&") {
            let halves = parameter.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = PercentEncoding.decode(halves[0]),
                let value = PercentEncoding.decode(halves.count > 1 ? halves[1] : ""),
                // A plus sign is a space to some stores and itself to others.
                !parameter.contains("+"), !pairs.contains(where: { $0.name == name })
            else { return nil }
            pairs.append(.init(name, value))
        }
        return pairs
    }
}

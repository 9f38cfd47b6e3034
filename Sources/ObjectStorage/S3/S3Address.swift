/// Where a request goes: the host that is signed, and the path and address that are sent.
package struct S3Address: Hashable, Sendable {
    /// The value of `Host`.
    package let host: String
    /// The path, each byte of the key encoded once.
    package let path: String
    private let scheme: String

    /// Spells the address of a key, or of the bucket itself.
    package init(_ settings: S3Settings, key: String?) {
        let encodedKey = key.map { PercentEncoding.encode($0, keepingSlash: true) } ?? ""
        let bucket = settings.location.bucket
        scheme = settings.endpoint.isSecure ? "https" : "http"
        switch settings.addressing {
        case .path:
            host = settings.endpoint.authority
            path = key == nil ? "/\(bucket)" : "/\(bucket)/\(encodedKey)"
        case .virtualHost:
            host = "\(bucket).\(settings.endpoint.authority)"
            path = "/\(encodedKey)"
        }
    }

    /// The whole address, with parameters.
    package func url(_ query: [SigningRequest.Pair]) -> String {
        let parameters = CanonicalRequest.query(query)
        return "\(scheme)://\(host)\(path)" + (parameters.isEmpty ? "" : "?\(parameters)")
    }
}

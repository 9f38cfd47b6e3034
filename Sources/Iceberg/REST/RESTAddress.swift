import ObjectStorage

/// The address of an HTTP service that has a path: `https://host:8181/catalog`.
public struct RESTAddress: Hashable, Sendable, CustomStringConvertible {
    /// Scheme, host, port where it is not the scheme's own, and path; no slash at the end.
    public let description: String

    /// Whether the connection is encrypted.
    public var isSecure: Bool { description.hasPrefix("https://") }

    /// Reads an address; nil unless it is `http://` or `https://`, a host, perhaps a port, and a
    /// path of printable bytes.
    ///
    /// User names, queries and fragments have no place in it.
    public init?(_ text: String) {
        let scheme = text.lowercased().hasPrefix("https://") ? "https://" : "http://"
        guard text.lowercased().hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let endpoint = S3Endpoint(scheme + rest[..<slash]) else { return nil }
        var path = rest[slash...]
        while path.hasSuffix("/") { path = path.dropLast() }
        guard Self.isPath(path) else { return nil }
        description = endpoint.description + path
    }

    /// Whether text may stand in a path as it is.
    static func isPath(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#\"<>\\^`{|}".utf8.contains($0) }
            && text.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { $0 != "." && $0 != ".." }
    }
}

/// Where a store listens: `https://s3.eu-west-1.amazonaws.com`, `http://127.0.0.1:9000`.
public struct S3Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Whether the connection is encrypted.
    public let isSecure: Bool
    /// The host, and the port behind a colon where one was written that is not the scheme's own.
    public let authority: String

    /// The endpoint as an address.
    public var description: String { (isSecure ? "https://" : "http://") + authority }

    /// Reads an address; nil unless it is `http://` or `https://`, a host, and perhaps a port and a
    /// slash.
    ///
    /// User names and paths have no place in it.
    public init?(_ text: String) {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme else { return nil }
        var rest = text.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let (host, port) = Self.split(rest) else { return nil }
        isSecure = scheme == "https://"
        let isDefault = port == nil || port == (isSecure ? 443 : 80)
        authority = host.lowercased() + (isDefault ? "" : port.map { ":\($0)" } ?? "")
    }

    /// Amazon's own endpoint of a region.
    static func amazon(region: String) -> Self? {
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return Self("https://s3.\(region).\(domain)")
    }

    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        let isHostByte: (UInt8) -> Bool = {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains($0)
        }
        var host = authority
        var port: Int?
        let behindBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[behindBracket...].lastIndex(of: ":") {
            host = authority[..<colon]
            port = Int(authority[authority.index(after: colon)...])
            guard let port, (1...65_535).contains(port) else { return nil }
        }
        let isAddress =
            host.hasPrefix("[") && host.hasSuffix("]") && host.count > 3
            && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        guard !host.isEmpty, isAddress || host.utf8.allSatisfy(isHostByte) else { return nil }
        return (String(host), port)
    }
}

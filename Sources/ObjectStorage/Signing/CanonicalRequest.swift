import Crypto

/// The one spelling of a request that both sides of a signature agree on.
///
///     method \n canonical URI \n canonical query \n name:value \n … \n
///     \n signed headers \n payload hash
///
/// Source: AWS Signature Version 4, "Create a canonical request".
package struct CanonicalRequest: Sendable {
    /// What becomes of the path.
    package enum PathRule: Sendable {
        /// As it stands in the request line: S3, which encodes each byte of a key once.
        case asIs
        /// Encoded again, dots and slashes as they are.
        case encoded
        /// Dots and doubled slashes resolved, then encoded again: every service but S3.
        case normalized
    }

    /// The whole text.
    package let text: String
    /// The names of the signed headers: lower case, sorted, joined by semicolons.
    package let signedHeaders: String

    /// Spells a request.
    package init(_ request: SigningRequest, pathRule: PathRule) {
        let headers = Self.headers(request.headers)
        signedHeaders = Self.signedHeaders(request.headers)
        let lines = [
            request.method,
            Self.uri(request.path, pathRule),
            Self.query(request.query),
            headers.map { "\($0.name):\($0.value)\n" }.joined(),
            signedHeaders,
            request.payload.text,
        ]
        text = lines.joined(separator: "\n")
    }

    /// The SHA-256 of the text in lower-case hexadecimal.
    package var digest: String {
        Hexadecimal.encode(SHA256.hash(data: Array(text.utf8)))
    }

    /// The names of headers as a signature lists them.
    package static func signedHeaders(_ headers: [SigningRequest.Pair]) -> String {
        Set(headers.map { $0.name.lowercased() }).sorted(by: precedes).joined(separator: ";")
    }

    /// Sorted by name, then by value, both encoded.
    package static func query(_ parameters: [SigningRequest.Pair]) -> String {
        parameters
            .map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0.0 == $1.0 ? precedes($0.1, $1.1) : precedes($0.0, $1.0) }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    private static func headers(_ headers: [SigningRequest.Pair]) -> [SigningRequest.Pair] {
        var values: [String: [String]] = [:]
        for header in headers {
            values[header.name.lowercased(), default: []].append(collapsed(header.value))
        }
        return values.sorted { precedes($0.key, $1.key) }
            .map { .init($0.key, $0.value.joined(separator: ",")) }
    }

    /// Without white space at the ends, and with one space for each run of it inside.
    private static func collapsed(_ value: String) -> String {
        value.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
            .map { String(decoding: Array($0), as: UTF8.self) }
            .joined(separator: " ")
    }

    private static func uri(_ path: String, _ rule: PathRule) -> String {
        let absolute = path.hasPrefix("/") ? path : "/" + path
        switch rule {
        case .asIs: return absolute
        case .encoded: return PercentEncoding.encode(absolute, keepingSlash: true)
        case .normalized:
            return PercentEncoding.encode(withoutDots(absolute), keepingSlash: true)
        }
    }

    /// RFC 3986, section 5.2.4, with runs of slashes taken for one.
    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.split(separator: "/")
        for segment in segments {
            switch segment {
            case ".": continue
            case "..": _ = kept.popLast()
            default: kept.append(segment)
            }
        }
        let namesFolder = path.hasSuffix("/") || segments.last == "." || segments.last == ".."
        let endsInSlash = namesFolder && !kept.isEmpty
        return "/" + kept.joined(separator: "/") + (endsInSlash ? "/" : "")
    }

    private static func precedes(_ lhs: String, _ rhs: String) -> Bool {
        lhs.utf8.lexicographicallyPrecedes(rhs.utf8)
    }
}

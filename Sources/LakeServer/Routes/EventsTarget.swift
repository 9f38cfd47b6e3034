package import LakeModel
package import NIOHTTP1
package import Pipeline

/// What a request for events asks for, apart from whose they are.
package struct EventsTarget: Hashable, Sendable {
    /// Which table they belong to.
    package let table: TableName
    /// How the body is laid out.
    package let format: IngestRequest.Format
    /// How the body is compressed.
    package let encoding: IngestRequest.ContentEncoding
    /// Whether one bad event refuses them all.
    package let isStrict: Bool

    /// Reads a request's head.
    ///
    /// - Throws: ``Problem`` 404 for a name that no table has, 400 for a query other than
    ///   `strict=true` or `strict=false`, 415 for a content type or encoding that events do not come
    ///   in. A missing content type is refused too: what the body is, is never guessed.
    package init(
        table: TableName?,
        query: String,
        headers: HTTPHeaders
    ) throws(Problem) {
        guard let table else { throw .unknownTable }
        self.table = table
        isStrict = try Self.isStrict(query)
        format = try Self.format(headers["content-type"])
        encoding = try Self.encoding(headers["content-encoding"])
    }

    /// A parameter that is not understood is refused: misspelt, it would be taken for granted.
    private static func isStrict(_ query: String) throws(Problem) -> Bool {
        switch query {
        case "", "strict=false": return false
        case "strict=true": return true
        default: throw .badRequest("The only query is ?strict=true or ?strict=false.")
        }
    }

    private static func format(_ values: [String]) throws(Problem) -> IngestRequest.Format {
        guard values.count == 1 else { throw .unsupportedMediaType }
        // The usual spellings, without taking them apart.
        switch values[0] {
        case "application/json": return .json
        case "application/x-ndjson": return .ndjson
        default: break
        }
        let parts = values[0].lowercased().split(separator: ";").map(trimmed)
        guard let type = parts.first, parts.dropFirst().allSatisfy(isHarmlessParameter) else {
            throw .unsupportedMediaType
        }
        switch type {
        case "application/json": return .json
        case "application/x-ndjson", "application/ndjson", "application/jsonl",
            "application/x-jsonlines":
            return .ndjson
        default: throw .unsupportedMediaType
        }
    }

    /// JSON is UTF-8 (RFC 8259 section 8.1): another charset is an error, saying it is none.
    private static func isHarmlessParameter(_ parameter: Substring) -> Bool {
        guard parameter.hasPrefix("charset=") else { return true }
        return ["utf-8", "\"utf-8\"", "utf8"].contains(parameter.dropFirst("charset=".count))
    }

    private static func encoding(
        _ values: [String]
    ) throws(Problem) -> IngestRequest.ContentEncoding {
        guard let value = values.first else { return .identity }
        guard values.count == 1 else { throw .unsupportedContentEncoding }
        switch trimmed(value.lowercased()[...]) {
        case "identity": return .identity
        case "gzip", "x-gzip": return .gzip
        case "zstd": return .zstd
        default: throw .unsupportedContentEncoding
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { start[...$0] } ?? ""
    }
}

import NIOHTTP1

/// A request to the catalog by its method and path: what is asked for, and of what.
package struct CatalogRoute: Hashable, Sendable {
    /// Where the catalog is served: what clients are given as its URI, and a slash.
    package static let pathPrefix = "/catalog/"

    /// What is asked for.
    package let operation: CatalogOperation
    /// The namespace of the path, escapes undone; any text, its levels parted by U+001F.
    package let namespace: String?
    /// The table or view of the path, escapes undone; any text.
    package let object: String?
    /// The parameters.
    package let query: CatalogQuery

    /// Finds the route of a request whose path begins with ``pathPrefix``.
    ///
    /// - Throws: ``Problem`` 404 when no path matches, 405 when no method does, 406 for what cannot
    ///   be done here, 400 for escapes that are none.
    static func find(
        _ method: HTTPMethod,
        _ path: Substring,
        _ query: Substring
    ) throws(Problem) -> Route {
        let segments = try Self.segments(path.dropFirst(pathPrefix.count))
        let candidates = Template.all.filter { $0.matches(segments) }
        guard !candidates.isEmpty else { throw .notFound }
        if method == .OPTIONS { return .options(allowed(candidates)) }
        guard let template = candidates.first(where: { $0.method == method.rawValue }) else {
            throw .methodNotAllowed(allowed(candidates))
        }
        guard template.operation.audience != .nobody else { throw .unsupportedOperation }
        return .catalog(
            CatalogRoute(
                operation: template.operation,
                namespace: template.namespaceIndex.map { segments[$0] },
                object: template.objectIndex.map { segments[$0] },
                query: try CatalogQuery(query)
            )
        )
    }

    private static func allowed(_ templates: [Template]) -> String {
        (templates.map(\.method) + ["OPTIONS"]).joined(separator: ", ")
    }

    /// The path's parts, unescaped one by one, so that `%2F` is part of a name.
    private static func segments(_ path: Substring) throws(Problem) -> [String] {
        var segments: [String] = []
        for segment in path.utf8.split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        ) {
            guard let text = PercentCoding.decode(segment) else {
                throw .badRequest("The path has an escape that is none, or is not UTF-8.")
            }
            segments.append(text)
        }
        return segments
    }

    /// An operation's path, taken apart.
    private struct Template: Sendable {
        let operation: CatalogOperation
        let method: String
        let segments: [String]
        let namespaceIndex: Int?
        let objectIndex: Int?

        static let all = CatalogOperation.allCases.map(Template.init)

        init(_ operation: CatalogOperation) {
            let parts = operation.rawValue.split(separator: " ")
            self.operation = operation
            method = String(parts[0])
            // No prefix is announced, so clients leave it out.
            segments = parts[1].split(separator: "/").map(String.init).filter { $0 != "{prefix}" }
            namespaceIndex = segments.firstIndex(of: "{namespace}")
            objectIndex = segments.firstIndex { $0 == "{table}" || $0 == "{view}" }
        }

        func matches(_ path: [String]) -> Bool {
            path.count == segments.count
                && zip(segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }
}

package import LakeModel
package import NIOHTTP1

/// Where a request goes.
package enum Route: Hashable, Sendable {
    /// `POST /v1/tables/{table}/events`. The table is nil when the name is none that a table can
    /// have; the query is what follows `?`, empty or not.
    case events(table: TableName?, query: String)
    /// Below `/catalog/v1/`: the Iceberg REST catalog.
    case catalog(CatalogRoute)
    /// `GET /healthz`: whether the process runs.
    case liveness
    /// `GET /readyz`: whether events are taken.
    case readiness
    /// `OPTIONS`, with the methods that the path takes.
    case options(String)

    private static let eventsMethods = "POST, OPTIONS"
    private static let probeMethods = "GET, HEAD, OPTIONS"

    /// Finds the route of a request.
    ///
    /// Paths are compared as they are sent: no name of ours needs an escape, so a path that holds one
    /// is another path. Below `/catalog/v1/` they are undone, since its clients send them.
    ///
    /// - Throws: ``Problem`` 404 when no path matches, 405 when no method does.
    package init(_ head: HTTPRequestHead) throws(Problem) {
        let (path, query) = Self.split(head.uri)
        let methods: String
        let matched: Route
        switch path {
        case "*" where head.method == .OPTIONS:
            self = .options(Self.eventsMethods)
            return
        case "/healthz": (methods, matched) = (Self.probeMethods, .liveness)
        case "/readyz": (methods, matched) = (Self.probeMethods, .readiness)
        default:
            guard let name = Self.tableSegment(path) else {
                guard path.hasPrefix(CatalogRoute.pathPrefix) else { throw .notFound }
                self = try CatalogRoute.find(head.method, path, query)
                return
            }
            let table = try? TableName(String(name))
            (methods, matched) = (Self.eventsMethods, .events(table: table, query: String(query)))
        }
        if head.method == .OPTIONS {
            self = .options(methods)
        } else if methods.hasPrefix("POST") ? head.method == .POST : head.method.reads {
            self = matched
        } else {
            throw .methodNotAllowed(methods)
        }
    }

    /// A request target's path and query; a proxy's absolute form is taken too (RFC 9112 section 3.2.2).
    static func split(_ target: String) -> (path: Substring, query: Substring) {
        var rest = target[...]
        for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
            let authority = rest.dropFirst(scheme.utf8.count)
            rest = authority.drop { $0 != "/" && $0 != "?" }
        }
        guard let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (rest, "") }
        return (rest[..<mark], rest[rest.utf8.index(after: mark)...])
    }

    /// The part between `/v1/tables/` and `/events`, nil when the path is not of that shape.
    private static func tableSegment(_ path: Substring) -> Substring? {
        let prefix = "/v1/tables/"
        let suffix = "/events"
        guard path.hasPrefix(prefix), path.hasSuffix(suffix),
            path.utf8.count > prefix.utf8.count + suffix.utf8.count
        else { return nil }
        let name = path.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return name.contains(UInt8(ascii: "/")) ? nil : path[name.startIndex..<name.endIndex]
    }
}

extension HTTPMethod {
    fileprivate var reads: Bool { self == .GET || self == .HEAD }
}

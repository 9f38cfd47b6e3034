import LakeModel
import ObjectStorage

/// What an answer of a catalog that reports an error says.
///
/// Source: Iceberg REST catalog specification, `IcebergErrorResponse`, `OAuthError`.
struct RESTErrorReply: Hashable {
    /// The status.
    let status: Int
    /// The error's name, `NoSuchTableException`; empty when it is no answer of a catalog.
    let type: String
    /// The catalog's own words, cut and cleansed for a message of one line.
    let message: String
    /// How long it asks to be left alone.
    let retryAfter: Duration?

    /// Reads an answer.
    init(_ response: HTTPResponse, now: UnixTime) {
        status = response.status
        let root = try? JSONDocument(response.body).root
        let error = root?["error"]
        type = Self.cleansed(error?["type"]?.string ?? error?.string ?? "")
        message = Self.cleansed(
            error?["message"]?.string ?? root?["error_description"]?.string ?? ""
        )
        retryAfter = Self.retryAfter(response, now: now)
    }

    /// The error of a request that changes nothing, or that the catalog certainly did not carry
    /// out.
    ///
    /// - Parameters:
    ///   - action: what was asked for, and where.
    ///   - absent: what it means that something is not there.
    /// - Returns: the error.
    func error(_ action: String, absent: CatalogError.Code) -> CatalogError {
        switch status {
        case 400, 406, 422: CatalogError(.invalidRequest, text(action))
        case 401, 419:
            CatalogError(.denied, text(action) + "; check catalog.token or catalog.credential")
        case 403: CatalogError(.denied, text(action))
        case 404 where type == "NoSuchNamespaceException":
            CatalogError(absent == .noSuchTable ? .noSuchTable : .noSuchNamespace, text(action))
        case 404 where type == "NoSuchWarehouseException":
            CatalogError(.denied, text(action) + "; check catalog.warehouse")
        case 404 where !type.isEmpty: CatalogError(absent, text(action))
        // Not a catalog's words: a proxy, or another service. Nothing follows for the table.
        case 404: CatalogError(.unavailable, text(action) + "; check catalog.uri")
        case 409 where type == "AlreadyExistsException":
            CatalogError(.alreadyExists, text(action))
        case 409, 412: CatalogError(.commitFailed, text(action))
        case 300..<400:
            CatalogError(.denied, text(action) + "; check catalog.uri: redirects are not followed")
        default: CatalogError(.unavailable, text(action), retryAfter: retryAfter)
        }
    }

    /// The error of a commit.
    ///
    /// Whatever says 500 and up may stand between the catalog and us, and not know what became of
    /// the commit; that goes for 503 too, whatever a catalog itself means by it.
    func commitError(_ action: String) -> CatalogError {
        if status >= 500 {
            return CatalogError(.commitStateUnknown, text(action), retryAfter: retryAfter)
        }
        // There are catalogs that report a lost race as a bad request, though under its own name.
        if type == "CommitFailedException" { return CatalogError(.commitFailed, text(action)) }
        return error(action, absent: .noSuchTable)
    }

    /// The error of a request for a token.
    func tokenError(_ url: String) -> CatalogError {
        switch status {
        case 429, 500...:
            CatalogError(.unavailable, text("a token of \(url)"), retryAfter: retryAfter)
        default:
            CatalogError(
                .denied,
                text("a token of \(url)")
                    + "; check catalog.credential, catalog.scope and catalog.oauth2-server-uri"
            )
        }
    }

    private func text(_ action: String) -> String {
        let name = type.isEmpty ? "" : " \(type)"
        return "\(action): \(status)\(name)" + (message.isEmpty ? "" : ": \(message)")
    }

    private static func cleansed(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(scalars)
    }

    /// RFC 9110, section 10.2.3: seconds, or a date by the catalog's clock.
    private static func retryAfter(_ response: HTTPResponse, now: UnixTime) -> Duration? {
        guard let value = response[header: "retry-after"] else { return nil }
        if let seconds = Int(value), seconds >= 0 { return .seconds(min(seconds, 86_400)) }
        guard let moment = UnixTime(httpDate: value) else { return nil }
        let theirs = response[header: "date"].flatMap(UnixTime.init(httpDate:)) ?? now
        return max(.zero, min(moment - theirs, .seconds(86_400)))
    }
}

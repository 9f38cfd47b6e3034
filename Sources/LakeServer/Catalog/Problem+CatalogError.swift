package import Iceberg
import NIOHTTP1

extension Problem {
    /// What the catalog underneath would not or could not do.
    ///
    /// - Parameters:
    ///   - error: what it says.
    ///   - route: what was asked for.
    /// - Returns: the problem; of a write that certainly did not happen never one of 5xx.
    package static func catalog(_ error: CatalogError, _ route: CatalogRoute) -> Problem {
        switch error.code {
        case .noSuchTable: return .noSuchTable(route.namespace, route.object)
        case .noSuchNamespace: return .noSuchNamespace(route.namespace)
        case .alreadyExists:
            return .alreadyExists(route.operation == .createNamespace ? "Namespace" : "Table")
        case .namespaceNotEmpty:
            return catalog(
                .conflict,
                "namespace_not_empty",
                "NamespaceNotEmptyException",
                "The namespace still has tables."
            )
        case .commitFailed: return .commitFailed(error.message)
        case .invalidRequest, .schemaConflict: return .invalid(error.message)
        case .commitStateUnknown:
            return inside(
                .internalServerError,
                "CommitStateUnknownException",
                "Nobody knows whether this happened: load the table and look.",
                error
            )
        case .corrupt: return corrupt(error, route)
        case .unavailable, .denied, .fenced: return away(error, route)
        }
    }

    private static func corrupt(_ error: CatalogError, _ route: CatalogRoute) -> Problem {
        inside(
            route.operation.isCommit ? .unprocessableEntity : .internalServerError,
            "CorruptMetadataException",
            "The table's metadata cannot be read. \(outcome(route)) Tell the operator.",
            error
        )
    }

    private static func away(_ error: CatalogError, _ route: CatalogRoute) -> Problem {
        let isCommit = route.operation.isCommit
        return inside(
            isCommit ? .tooManyRequests : .serviceUnavailable,
            isCommit ? "TooManyRequestsException" : "ServiceUnavailableException",
            "The lake does not answer at the moment. \(outcome(route))",
            error
        ).retrying(after: error.retryAfter ?? .seconds(2))
    }

    /// What has become of the table by a request that failed.
    private static func outcome(_ route: CatalogRoute) -> String {
        route.operation == .dropTable
            ? "It may be dropped, with files left; ask again to remove them."
            : "Nothing was changed."
    }

    /// What exactly is wrong inside is the operator's business.
    private static func inside(
        _ status: HTTPResponseStatus,
        _ exception: String,
        _ detail: String,
        _ error: CatalogError
    ) -> Problem {
        var problem = catalog(status, "catalog_trouble", exception, detail)
        problem.cause = error.message
        return problem
    }
}

import Iceberg
import LakeModel
import NIOHTTP1

/// The problems that requests to the catalog meet, each with the exception that clients throw.
///
/// Java's client takes 500, 502, 503 and 504 behind a commit for "nobody knows whether it
/// happened", and leaves its files where they are: a commit that certainly did not happen is
/// answered 409 or 429, never 5xx.
/// Source: apache/iceberg, `open-api/rest-catalog-open-api.yaml`, and `ErrorHandlers` of its client.
extension Problem {
    /// A problem with its exception.
    static func catalog(
        _ status: HTTPResponseStatus,
        _ code: String,
        _ exception: String,
        _ detail: String
    ) -> Problem {
        Problem(status, code, detail).told(as: .catalog(exception: exception))
    }

    /// Why a token does not count: as ``authentication(_:)``, and 429 where 503 would say of a
    /// commit that nobody knows whether it happened.
    static func authentication(_ error: AuthenticationError, of head: HTTPRequestHead) -> Problem {
        let problem = authentication(error)
        guard problem.status == .serviceUnavailable, case .catalog(let route)? = try? Route(head),
            route.operation.isCommit
        else { return problem }
        return Problem(.tooManyRequests, problem.code, "\(problem.detail) Nothing was changed.")
            .retrying(after: problem.retryAfter ?? .seconds(5))
    }

    /// The same problem in the form that clients of the path read.
    func told(to head: HTTPRequestHead?) -> Problem {
        guard let head, Route.split(head.uri).path.hasPrefix(CatalogRoute.pathPrefix) else {
            return self
        }
        return inCatalog
    }

    /// The same problem in the catalog's form.
    var inCatalog: Problem {
        form == .details ? told(as: .catalog(exception: exception)) : self
    }

    private var exception: String {
        switch status {
        case .badRequest, .expectationFailed: "BadRequestException"
        case .unauthorized: "NotAuthorizedException"
        case .forbidden: "ForbiddenException"
        case .notFound: "NoSuchEndpointException"
        case .methodNotAllowed, .notImplemented: "UnsupportedOperationException"
        case .requestTimeout: "RequestTimeoutException"
        case .payloadTooLarge, .requestHeaderFieldsTooLarge: "RequestTooLargeException"
        case .tooManyRequests: "TooManyRequestsException"
        case .serviceUnavailable: "ServiceUnavailableException"
        default: "InternalServerError"
        }
    }

    /// 400: a body or parameter that means nothing.
    static func invalid(_ detail: String) -> Problem {
        catalog(.badRequest, "invalid_request", "BadRequestException", detail)
    }

    /// 403.
    static let operatorsOnly = catalog(
        .forbidden,
        "operators_only",
        "ForbiddenException",
        "Only an operator's token may do this."
    )

    /// 404 for a namespace; its name is only repeated where it is one.
    static func noSuchNamespace(_ name: String?) -> Problem {
        let named = name.flatMap { try? TenantID($0) }.map { ": \($0)" } ?? ""
        return catalog(
            .notFound,
            "no_such_namespace",
            "NoSuchNamespaceException",
            "Namespace does not exist\(named)"
        ).unlogged
    }

    /// 404 for a table; its name is only repeated where it is one.
    static func noSuchTable(_ namespace: String?, _ name: String?) -> Problem {
        var named = ""
        if let tenant = namespace.flatMap({ try? TenantID($0) }),
            let table = name.flatMap({ try? TableName($0) })
        {
            named = ": \(TableIdentifier(tenant: tenant, table: table))"
        }
        return catalog(
            .notFound,
            "no_such_table",
            "NoSuchTableException",
            "Table does not exist\(named)"
        ).unlogged
    }

    /// 404: there are no views.
    static let noSuchView = catalog(
        .notFound,
        "no_such_view",
        "NoSuchViewException",
        "View does not exist: this catalog has tables only"
    ).unlogged

    /// 404: another lake.
    static let noSuchWarehouse = catalog(
        .notFound,
        "no_such_warehouse",
        "NoSuchWarehouseException",
        "This catalog serves one lake, and it is not this warehouse; leave warehouse out."
    )

    /// 406.
    static let unsupportedOperation = catalog(
        .notAcceptable,
        "unsupported_operation",
        "UnsupportedOperationException",
        "This catalog does not do this; GET /v1/config lists what it does."
    )

    /// 409.
    static func alreadyExists(_ what: String) -> Problem {
        catalog(.conflict, "already_exists", "AlreadyExistsException", "\(what) already exists")
            .unlogged
    }

    /// 409.
    static func commitFailed(_ detail: String) -> Problem {
        catalog(.conflict, "commit_failed", "CommitFailedException", detail).unlogged
    }

    /// 413.
    static func catalogBodyTooLarge(_ sizeMax: Int) -> Problem {
        catalog(
            .payloadTooLarge,
            "body_too_large",
            "RequestTooLargeException",
            "A body of this request has at most \(sizeMax) bytes."
        )
    }

    /// 429: nothing was done.
    static let catalogBusy = catalog(
        .tooManyRequests,
        "catalog_busy",
        "TooManyRequestsException",
        "Too many requests to the catalog are under way."
    ).retrying(after: .seconds(1))

    private var unlogged: Problem {
        var problem = self
        problem.isLogged = false
        return problem
    }
}

import NIOHTTP1
import Pipeline

/// The problems that requests meet, each with its status.
extension Problem {
    /// 400: not what HTTP or this interface allows.
    static func badRequest(_ detail: String) -> Problem {
        Problem(.badRequest, "bad_request", detail)
    }

    /// 404: no route.
    static let notFound = Problem(.notFound, "not_found", "There is nothing at this path.")

    /// 404: no table, or a name that no table can have.
    static let unknownTable = Problem(.notFound, "unknown_table", "There is no such table.")

    /// 405.
    static func methodNotAllowed(_ allowed: String) -> Problem {
        Problem(.methodNotAllowed, "method_not_allowed", "This path takes \(allowed).")
            .with("Allow", allowed)
    }

    /// 408: the head or the body did not come in time.
    static let requestTimeout = Problem(
        .requestTimeout,
        "request_timeout",
        "The request did not arrive in time."
    )

    /// 413.
    static func bodyTooLarge(_ sizeMax: Int) -> Problem {
        Problem(
            .payloadTooLarge,
            "body_too_large",
            "A body has at most \(sizeMax) bytes as sent. Send the events in several requests."
        )
    }

    /// 415: no `Content-Type`, or one that events do not come in.
    static let unsupportedMediaType = Problem(
        .unsupportedMediaType,
        "unsupported_media_type",
        """
        Send the header Content-Type: application/json for one event or an array of events, \
        or Content-Type: application/x-ndjson for one event a line.
        """
    ).with("Accept-Post", "application/json, application/x-ndjson")

    /// 415: a compression that is not known here.
    static let unsupportedContentEncoding = Problem(
        .unsupportedMediaType,
        "unsupported_content_encoding",
        "Compress the body by gzip or zstd, or not at all, and say so in Content-Encoding."
    ).with("Accept-Encoding", "gzip, zstd, identity")

    /// 417.
    static let expectationFailed = Problem(
        .expectationFailed,
        "expectation_failed",
        "The only expectation that can be met is 100-continue."
    )

    /// 431.
    static let headersTooLarge = Problem(
        .requestHeaderFieldsTooLarge,
        "headers_too_large",
        "The request's header fields are too large or too many."
    )

    /// 501.
    static let unsupportedTransferCoding = Problem(
        .notImplemented,
        "unsupported_transfer_coding",
        "The only transfer coding is chunked; compress by Content-Encoding."
    )

    /// 503: the bodies under way take all the memory they may.
    static let bodiesFull = Problem(
        .serviceUnavailable,
        "overloaded",
        "Too many requests are under way."
    ).retrying(after: .seconds(1))

    /// 503: there are as many connections as there may be.
    static let connectionsFull = Problem(
        .serviceUnavailable,
        "too_many_connections",
        "Too many connections are open."
    ).retrying(after: .seconds(1))

    /// 403: an operator's token that names no tenant cannot own events.
    static let tenantRequired = Problem(
        .forbidden,
        "tenant_required",
        "Events belong to a tenant; this token names none."
    ).with("WWW-Authenticate", "Bearer realm=\"lakewriter\", error=\"insufficient_scope\"")

    /// 401, or 503 when it is our side that cannot tell.
    static func authentication(_ error: AuthenticationError) -> Problem {
        if error == .keysUnavailable {
            return Problem(.serviceUnavailable, error.rawValue, error.detail)
                .retrying(after: .seconds(5))
        }
        var challenge = "Bearer realm=\"lakewriter\""
        if let code = error.bearerErrorCode {
            challenge += ", error=\"\(code)\", error_description=\"\(error.detail)\""
        }
        return Problem(.unauthorized, error.rawValue, error.detail)
            .with("WWW-Authenticate", challenge)
    }

    /// What the pipeline would not take.
    static func ingest(_ error: IngestError) -> Problem {
        let retryAfter = error.retryAfter ?? .seconds(1)
        switch error.code {
        case .malformed: return Problem(.badRequest, "malformed_body", error.message)
        case .unknownTable: return unknownTable
        case .tooLarge: return Problem(.payloadTooLarge, "body_too_large", error.message)
        case .rejected:
            var problem = Problem(.unprocessableEntity, "events_rejected", error.message)
            problem.rejected = error.rejected
            return problem
        case .throttled:
            return Problem(.tooManyRequests, "throttled", error.message)
                .retrying(after: retryAfter)
        case .quotaExceeded: return quotaExceeded(error.message, retryAfter: retryAfter)
        case .overloaded:
            return internalTrouble("overloaded", "Too many events wait to be written.", error)
        case .unavailable:
            return internalTrouble("unavailable", "Events are not taken at the moment.", error)
        }
    }

    /// 503: what exactly is wrong inside is the operator's business.
    private static func internalTrouble(
        _ code: String,
        _ detail: String,
        _ error: IngestError
    ) -> Problem {
        var problem = Problem(.serviceUnavailable, code, detail)
            .retrying(after: error.retryAfter ?? .seconds(1))
        problem.cause = error.message
        return problem
    }
}

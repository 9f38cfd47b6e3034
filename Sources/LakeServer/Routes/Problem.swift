package import LakeModel
package import NIOHTTP1
package import Pipeline

/// An answer that says what is wrong with a request, in the form that its client reads.
///
/// Every word of it is ours or a validated name: nothing of the request is repeated, and nothing of
/// the inside is told. ``code`` names it for programs and for the log.
package struct Problem: Error, Hashable, Sendable {
    /// The status.
    package let status: HTTPResponseStatus
    /// What it is, in snake case; the last part of the problem's `type`.
    package let code: String
    /// What to do about it.
    package let detail: String
    /// When it is worth trying again.
    package var retryAfter: Duration?
    /// The bad events, under 422.
    package var rejected: [RejectedEvent] = []
    /// Header fields that the status asks for.
    package var headers: [Header] = []
    /// Whose request it is, once that is known.
    package var tenant: TenantID?
    /// The table it is for, once that is known.
    package var table: TableName?
    /// What only the operator is told.
    package var cause: String?
    /// The form that the client reads.
    package var form: Form = .details
    /// Whether the operator is told: not of what clients ask in their everyday work.
    package var isLogged = true

    /// How a problem is written down.
    package enum Form: Hashable, Sendable {
        /// RFC 9457, `application/problem+json`.
        case details
        /// The error model of the Iceberg REST catalog, with the exception that clients throw.
        case catalog(exception: String)
        /// RFC 6749 section 5.2, with its error code.
        case token(error: String)
    }

    /// A header field.
    package struct Header: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// Its value.
        package let value: String

        /// Creates a field.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Creates a problem.
    package init(_ status: HTTPResponseStatus, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// The `type`: a name and no address, since it stands for itself (RFC 9457 section 3.1.1).
    package var type: String { "urn:lakewriter:problem:\(code)" }

    /// Whole seconds for `Retry-After`, rounded up, never 0 (RFC 9110 section 10.2.3).
    package var retryAfterSeconds: Int64? {
        retryAfter.map { duration in
            let (seconds, attoseconds) = duration.components
            return max(1, seconds + (attoseconds > 0 ? 1 : 0))
        }
    }

    /// The same problem with more header fields.
    func with(_ name: String, _ value: String) -> Problem {
        var problem = self
        problem.headers.append(Header(name: name, value: value))
        return problem
    }

    /// The same problem, to be tried again after `duration`.
    func retrying(after duration: Duration) -> Problem {
        var problem = self
        problem.retryAfter = duration
        return problem
    }

    /// The same problem in another form.
    func told(as form: Form) -> Problem {
        var problem = self
        problem.form = form
        return problem
    }

    /// The same problem with what the log should know.
    func concerning(_ tenant: TenantID?, _ table: TableName?) -> Problem {
        var problem = self
        problem.tenant = tenant
        problem.table = table
        return problem
    }
}

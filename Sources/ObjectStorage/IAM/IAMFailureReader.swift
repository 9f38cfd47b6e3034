/// Makes a failure of what an IAM service answered, or of no answer.
///
/// Source: AWS IAM API Reference, "Common Errors" and the errors of each action.
struct IAMFailureReader: Sendable {
    let settings: IAMSettings
    let request: IAMRequest

    /// The failure of a request that got no answer.
    func failure(_ failure: HTTPFailure) -> S3Failure {
        switch failure.kind {
        case .notSent:
            return S3Failure(error(.unavailable, failure.message), .pause(atLeast: nil))
        case .maybeSent: return unanswered(failure.message)
        case .untrusted:
            let text = "\(failure.message); name the certificates to trust in AWS_CA_BUNDLE"
            return S3Failure(error(.misconfigured, text), .none)
        case .tooLong: return S3Failure(error(.invalidRequest, failure.message), .none)
        case .cancelled:
            let code: ObjectStoreError.Code = request.isRepeatable ? .unavailable : .outcomeUnknown
            return S3Failure(error(code, "cancelled"), .none, mayBeDone: true)
        }
    }

    /// The failure of an answer that neither is an error nor what the action gives.
    func senseless() -> S3Failure {
        let text = "the answer is not one of IAM; check --iam-endpoint"
        return S3Failure(error(.misconfigured, text), .none, mayBeDone: true)
    }

    /// The failure that the service reports.
    func failure(_ reply: S3ErrorReply) -> S3Failure {
        switch reply.code {
        case "NoSuchEntity": return definite(.notFound, "it is not there", reply)
        case "EntityAlreadyExists": return definite(.alreadyExists, "it exists already", reply)
        case "DeleteConflict":
            return definite(.preconditionFailed, "something still hangs on it", reply)
        case "LimitExceeded":
            return definite(.full, "a quota of the service is used up", reply)
        case "MalformedPolicyDocument":
            return definite(.invalidRequest, "the service refuses the policy", reply)
        case "InvalidInput", "ValidationError", "InvalidParameterValue":
            return definite(.invalidRequest, "the service refuses the request", reply)
        case "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests",
            "SlowDown", "ServiceUnavailable", "ConcurrentModification",
            "EntityTemporarilyUnmodifiable":
            return S3Failure(
                error(.unavailable, "the service asks for a pause", reply),
                .pause(atLeast: nil)
            )
        case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
            return S3Failure(
                error(.denied, "our own credentials have expired", reply),
                .renewCredentials
            )
        case "NotImplemented", "InvalidAction", "MethodNotAllowed":
            return definite(.misconfigured, "the service does not know this request", reply)
        default: return statusFailure(reply)
        }
    }

    private func statusFailure(_ reply: S3ErrorReply) -> S3Failure {
        switch reply.status {
        case 401, 403:
            return definite(.denied, "allow iam:\(request.action) to these credentials", reply)
        case 429, 503:
            return S3Failure(
                error(.unavailable, "the service asks for a pause", reply),
                .pause(atLeast: nil)
            )
        case 501: return definite(.misconfigured, "the service does not know this request", reply)
        case 500...: return unanswered("the service failed", reply)
        case 404, 405:
            let hint = "nobody answers IAM requests there; check --iam-endpoint"
            return definite(.misconfigured, hint, reply)
        default: return definite(.invalidRequest, "the service refuses the request", reply)
        }
    }

    /// Whether it was done is not known: what may be repeated is, anything else is a question.
    private func unanswered(_ text: String, _ reply: S3ErrorReply? = nil) -> S3Failure {
        guard request.isRepeatable else {
            let told = "\(text); it may have been carried out"
            return S3Failure(error(.outcomeUnknown, told, reply), .none, mayBeDone: true)
        }
        return S3Failure(error(.unavailable, text, reply), .pause(atLeast: nil), mayBeDone: true)
    }

    private func definite(
        _ code: ObjectStoreError.Code,
        _ hint: String,
        _ reply: S3ErrorReply
    ) -> S3Failure {
        S3Failure(error(code, hint, reply), .none)
    }

    private func error(
        _ code: ObjectStoreError.Code,
        _ hint: String,
        _ reply: S3ErrorReply? = nil
    ) -> ObjectStoreError {
        var said = ""
        if let reply {
            let name = reply.code.isEmpty ? "" : " \(reply.code)"
            let words = reply.message.isEmpty ? "" : ": \(reply.message)"
            said = " (\(reply.status)\(name)\(words))"
        }
        return ObjectStoreError(
            code,
            "\(request.action) of \(request.subject) at \(settings.endpoint): \(hint)\(said)"
        )
    }
}

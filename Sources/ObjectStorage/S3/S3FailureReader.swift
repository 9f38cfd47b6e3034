/// Makes a failure of what a store answered, or of no answer: which kind it is, what may mend it,
/// and a message that says what to do.
package struct S3FailureReader: Sendable {
    /// How far the clocks may differ before a refusal counts as the clock's fault.
    ///
    /// Amazon refuses from 15 minutes on; less, because the answer took its time.
    package static let clockDifferenceMax: Duration = .seconds(600)

    let settings: S3Settings
    let request: S3Request

    /// Creates the reader of a request's failures.
    package init(_ settings: S3Settings, _ request: S3Request) {
        self.settings = settings
        self.request = request
    }

    // MARK: No answer

    /// The failure of a request that got no answer.
    package func failure(_ failure: HTTPFailure) -> S3Failure {
        let isWrite = request.operation.isWrite
        switch failure.kind {
        case .notSent:
            let text = "\(failure.message); is the store running there, and is the address right?"
            return S3Failure(error(.unavailable, text), .pause(atLeast: nil))
        case .maybeSent:
            return S3Failure(
                error(.unavailable, "no answer: \(failure.message)"),
                .pause(atLeast: nil),
                mayBeDone: isWrite
            )
        case .untrusted:
            let text =
                "\(failure.message); check AWS_ENDPOINT_URL, and name the certificates to trust in "
                + "AWS_CA_BUNDLE"
            return S3Failure(error(.misconfigured, text), .none)
        case .tooLong:
            return S3Failure(error(.invalidRequest, failure.message), .none, mayBeDone: isWrite)
        case .cancelled:
            let code: ObjectStoreError.Code = isWrite ? .outcomeUnknown : .unavailable
            return S3Failure(error(code, "cancelled"), .none, mayBeDone: isWrite)
        }
    }

    /// The failure of a request whose answer says neither that it was done nor that it was not.
    package func senseless() -> S3Failure {
        S3Failure(
            error(.unavailable, "the answer makes no sense"),
            .pause(atLeast: nil),
            mayBeDone: request.operation.isWrite
        )
    }

    // MARK: An answer

    /// The failure that a store reports.
    ///
    /// - Parameters:
    ///   - reply: what it says.
    ///   - retryAfter: how long it asks to be left alone.
    ///   - clockDifference: its clock minus the one that the request was signed by.
    /// - Returns: what to tell the caller, and what may mend it.
    package func failure(
        _ reply: S3ErrorReply,
        retryAfter: Duration?,
        clockDifference: Duration?
    ) -> S3Failure {
        if let failure = clockFailure(reply, clockDifference) { return failure }
        if let failure = namedFailure(reply, retryAfter) { return failure }
        return statusFailure(reply, retryAfter: retryAfter)
    }

    private func clockFailure(_ reply: S3ErrorReply, _ difference: Duration?) -> S3Failure? {
        let isFar = difference.map {
            max($0, .zero - $0) > Self.clockDifferenceMax
        }
        // A refused HEAD has no body that would say why.
        let isSkewed =
            reply.code == "RequestTimeTooSkewed"
            || (reply.status == 403 && reply.code.isEmpty && isFar == true)
        guard isSkewed else { return nil }
        let seconds = difference.map { " by \($0.components.seconds) s" } ?? ""
        let text =
            "the store's clock differs from this machine's\(seconds): set this machine's clock"
        let remedy: Retry.Remedy = difference == nil ? .none : .correctClock
        return S3Failure(error(.misconfigured, text, reply), remedy)
    }

    private func namedFailure(_ reply: S3ErrorReply, _ retryAfter: Duration?) -> S3Failure? {
        let bucket = settings.location.bucket
        switch reply.code {
        case "NoSuchBucket":
            return definite(
                .misconfigured,
                "there is no such bucket: create it, or correct --lake",
                reply
            )
        case "SignatureDoesNotMatch":
            let text =
                "the secret key does not belong to the access key: check AWS_SECRET_ACCESS_KEY"
            return definite(.denied, text, reply)
        case "InvalidAccessKeyId":
            return definite(
                .denied,
                "the store does not know the access key: check AWS_ACCESS_KEY_ID",
                reply
            )
        case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired":
            let text = "the credentials have expired: renew them"
            return S3Failure(error(.denied, text, reply), .renewCredentials)
        case "InvalidToken":
            return definite(
                .denied,
                "the session token is not valid: check AWS_SESSION_TOKEN",
                reply
            )
        case "AccessDenied", "AllAccessDisabled", "AccountProblem":
            return definite(
                .denied,
                "the credentials may not \(request.operation.action): allow it on "
                    + "arn:aws:s3:::\(bucket)\(request.key.map { "/\($0)" } ?? "")",
                reply
            )
        case "NoSuchKey" where isConditionalUpdate:
            return definite(
                .preconditionFailed,
                "the object went away since its tag was read",
                reply
            )
        case "NoSuchKey": return definite(.notFound, "there is no such object", reply)
        case "NoSuchUpload": return definite(.notFound, "there is no such upload", reply)
        case "AuthorizationHeaderMalformed" where reply.region != nil, "PermanentRedirect",
            "IllegalLocationConstraintException", "TemporaryRedirect", "Redirect":
            return wrongRegion(reply)
        case "QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "StorageFull":
            return definite(.full, "the store has no room left", reply)
        case "SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "Throttling",
            "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "RequestTimeout",
            "OperationAborted":
            return paused(reply, retryAfter)
        case "InternalError":
            return S3Failure(
                error(.unavailable, "the store failed", reply),
                .pause(atLeast: nil),
                mayBeDone: request.operation.isWrite
            )
        case "NotImplemented":
            return definite(.misconfigured, "the store does not know this request", reply)
        default: return nil
        }
    }

    private func statusFailure(_ reply: S3ErrorReply, retryAfter: Duration?) -> S3Failure {
        switch reply.status {
        case 301, 302, 307, 308: return wrongRegion(reply)
        case 400 where reply.region != nil && reply.region != settings.region:
            return wrongRegion(reply)
        case 401, 403:
            let text =
                "the store refuses \(request.operation.action): check the credentials and "
                + "their policy"
            return definite(.denied, text, reply)
        case 404 where isConditionalUpdate:
            return definite(
                .preconditionFailed,
                "the object went away since its tag was read",
                reply
            )
        case 404: return absent(reply)
        case 412 where request.mode == .create:
            return definite(.alreadyExists, "an object of that key exists", reply)
        case 412:
            return definite(.preconditionFailed, "the object changed since its tag was read", reply)
        case 409 where reply.code == "ConditionalRequestConflict": return conflict(reply)
        case 507: return definite(.full, "the store has no room left", reply)
        case 408, 429, 503: return paused(reply, retryAfter)
        case 501: return definite(.misconfigured, "the store does not know this request", reply)
        case 500...:
            let told = error(.unavailable, "the store failed", reply, retryAfter: retryAfter)
            return S3Failure(
                told,
                .pause(atLeast: retryAfter),
                mayBeDone: request.operation.isWrite
            )
        default: return definite(.invalidRequest, "the store refuses the request", reply)
        }
    }

    /// What a 404 without a name means depends on what was looked for.
    private func absent(_ reply: S3ErrorReply) -> S3Failure {
        switch request.operation {
        case .putObject, .createMultipartUpload, .listObjects, .listObjectVersions,
            .listMultipartUploads, .deleteObjects, .putBucketPolicy:
            let text = "there is no such bucket: create it, or correct --lake"
            return definite(.misconfigured, text, reply)
        case .uploadPart, .completeMultipartUpload, .abortMultipartUpload:
            return definite(.notFound, "there is no such upload", reply)
        case .getObject, .headObject, .getObjectTagging, .deleteObject, .deleteObjectVersion:
            return definite(.notFound, "there is no such object", reply)
        case .getBucketPolicy:
            return definite(.notFound, "the bucket has no policy", reply)
        }
    }

    /// The store did nothing, and wants some peace.
    private func paused(_ reply: S3ErrorReply, _ retryAfter: Duration?) -> S3Failure {
        let text = "the store asks for a pause"
        let told = error(.unavailable, text, reply, retryAfter: retryAfter)
        return S3Failure(told, .pause(atLeast: retryAfter))
    }

    /// Another conditional write of the same key was under way.
    ///
    /// A put may be tried again; of a multipart upload Amazon wants all parts anew.
    private func conflict(_ reply: S3ErrorReply) -> S3Failure {
        let told = error(.unavailable, "another write of the key was under way", reply)
        let isWhole = request.operation == .putObject
        return S3Failure(told, isWhole ? .pause(atLeast: nil) : .none)
    }

    private func wrongRegion(_ reply: S3ErrorReply) -> S3Failure {
        let where_ = reply.region.map {
            "in region \($0), not \(settings.region): set AWS_REGION=\($0)"
        }
        let text =
            where_
            ?? "at another endpoint or in another region: check AWS_REGION and AWS_ENDPOINT_URL"
        return definite(.misconfigured, "the bucket lies \(text)", reply)
    }

    private var isConditionalUpdate: Bool {
        if case .update = request.mode { true } else { false }
    }

    private func definite(
        _ code: ObjectStoreError.Code,
        _ text: String,
        _ reply: S3ErrorReply
    ) -> S3Failure {
        S3Failure(error(code, text, reply), .none)
    }

    private func error(
        _ code: ObjectStoreError.Code,
        _ text: String,
        _ reply: S3ErrorReply? = nil,
        retryAfter: Duration? = nil
    ) -> ObjectStoreError {
        let object = "s3://\(settings.location.bucket)" + (request.key.map { "/\($0)" } ?? "")
        var message = "\(request.operation.rawValue) \(object) at \(settings.endpoint): \(text)"
        if let reply {
            let name = reply.code.isEmpty ? "" : " \(reply.code)"
            let words = reply.message.isEmpty ? "" : ": \(reply.message)"
            let id = reply.requestID.map { ", request \($0)" } ?? ""
            message += " (status \(reply.status)\(name)\(words)\(id))"
        }
        return ObjectStoreError(code, message, retryAfter: retryAfter)
    }
}

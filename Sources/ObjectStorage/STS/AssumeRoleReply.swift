/// What a token service answers to `AssumeRole`.
///
/// Source: AWS Security Token Service API Reference, "AssumeRole", and "Common Errors".
enum AssumeRoleReply {
    /// The credentials of an answer of status 200.
    ///
    /// All four parts must be there: credentials that never expire, or work without their token,
    /// would be somebody's own and not a session's.
    ///
    /// - Throws: `.invalidRequest` when the answer is something else; it is never part of the
    ///   message.
    static func credentials(_ response: HTTPResponse) throws(ObjectStoreError) -> Credentials {
        let document = try? XMLElement.parse(response.body)
        let result = document?["AssumeRoleResult"]?["Credentials"]
        guard let result, let id = result["AccessKeyId"]?.text, !id.isEmpty,
            let secret = result["SecretAccessKey"]?.text, !secret.isEmpty,
            let token = result["SessionToken"]?.text, !token.isEmpty,
            let expiration = result["Expiration"].flatMap({ UnixTime(iso8601: $0.text) })
        else {
            throw ObjectStoreError(
                .invalidRequest,
                "the token service answered AssumeRole with no credentials of a session"
            )
        }
        return Credentials(
            accessKeyID: id,
            secretAccessKey: Secret(secret),
            sessionToken: Secret(token),
            expiration: expiration
        )
    }

    /// What an answer of another status means.
    static func failure(_ reply: S3ErrorReply, settings: STSSettings) -> S3Failure {
        let role = settings.roleARN ?? "its own role"
        let said = reply.message.isEmpty ? "" : ": \(reply.message)"
        func error(_ code: ObjectStoreError.Code, _ hint: String) -> ObjectStoreError {
            let name = reply.code.isEmpty ? "" : " \(reply.code)"
            return ObjectStoreError(
                code,
                "AssumeRole of \(role) at \(settings.endpoint): \(hint) "
                    + "(\(reply.status)\(name)\(said))"
            )
        }
        switch (reply.status, reply.code) {
        case (_, "ExpiredToken"), (_, "ExpiredTokenException"):
            return S3Failure(error(.denied, "our own credentials have expired"), .renewCredentials)
        case (429, _), (503, _), (_, "Throttling"), (_, "ThrottlingException"):
            return S3Failure(error(.unavailable, "too many requests"), .pause(atLeast: nil))
        case (500..., _):
            return S3Failure(error(.unavailable, "the service failed"), .pause(atLeast: nil))
        case (_, "MalformedPolicyDocument"), (_, "PackedPolicyTooLarge"), (_, "ValidationError"):
            return S3Failure(error(.invalidRequest, "the service refuses the request"), .none)
        case (401, _), (403, _):
            let hint = "allow sts:AssumeRole on it, and let its trust policy name us"
            return S3Failure(error(.denied, hint), .none)
        default:
            let hint = "check catalog.sts-role and catalog.sts-endpoint"
            return S3Failure(error(.misconfigured, hint), .none)
        }
    }
}

import Crypto

/// Signs requests by AWS Signature Version 4.
///
/// A value without clock: the caller says when. Whoever checks a signature goes the same way with
/// the same parts and compares.
///
/// Source: AWS General Reference, "AWS Signature Version 4 for API requests"; for S3's differences,
/// Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)".
package struct SigV4Signer: Sendable {
    /// The algorithm's name, first line of every string to sign.
    package static let algorithm = "AWS4-HMAC-SHA256"

    /// The region that requests are sent to.
    package let region: String
    /// The service's signing name: `s3`.
    package let service: String
    /// What becomes of the path.
    package let pathRule: CanonicalRequest.PathRule

    /// Creates the signer of a region's service.
    package init(region: String, service: String, pathRule: CanonicalRequest.PathRule) {
        self.region = region
        self.service = service
        self.pathRule = pathRule
    }

    /// The SHA-256 of a body in lower-case hexadecimal, as a signature covers it.
    package static func payloadHash(_ body: [UInt8]) -> String {
        Hexadecimal.encode(SHA256.hash(data: body))
    }

    /// Signs by headers.
    ///
    /// - Parameters:
    ///   - request: what is signed; without `x-amz-date`, `x-amz-content-sha256`,
    ///     `x-amz-security-token` and `authorization`, which this adds.
    ///   - credentials: whose signature it becomes.
    ///   - time: when; stores refuse more than 15 minutes of difference to their own clock.
    ///   - addsPayloadHash: whether `x-amz-content-sha256` is sent, which S3 requires.
    ///   - signsSessionToken: whether the session token is signed, or added afterwards.
    /// - Returns: the signature, and all that is to be added to the request.
    package func signed(
        _ request: SigningRequest,
        with credentials: Credentials,
        at time: UnixTime,
        addsPayloadHash: Bool = true,
        signsSessionToken: Bool = true
    ) -> Signature {
        var added: [SigningRequest.Pair] = [.init("x-amz-date", time.basicTimestamp)]
        if addsPayloadHash { added.append(.init("x-amz-content-sha256", request.payload.text)) }
        let token = credentials.sessionToken.map {
            SigningRequest.Pair("x-amz-security-token", $0.exposed)
        }
        if let token, signsSessionToken { added.append(token) }
        var covered = request
        covered.headers += added
        if let token, !signsSessionToken { added.append(token) }

        let steps = steps(covered, credentials, time)
        let scope = CredentialScope(time: time, region: region, service: service)
        let authorization =
            "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
            + "SignedHeaders=\(steps.canonicalRequest.signedHeaders), "
            + "Signature=\(steps.signature)"
        added.append(.init("authorization", authorization))
        return Signature(steps: steps, added: added)
    }

    /// Signs by query parameters, for an address that works by itself until it expires.
    ///
    /// - Parameters:
    ///   - request: what is signed, without the parameters that this adds.
    ///   - credentials: whose signature it becomes.
    ///   - time: from when it holds.
    ///   - expiry: for how long; S3 takes at most seven days.
    ///   - signsSessionToken: whether the session token is signed, or added afterwards.
    /// - Returns: the signature, and all that is to be added to the request.
    package func presigned(
        _ request: SigningRequest,
        with credentials: Credentials,
        at time: UnixTime,
        expiry: Duration,
        signsSessionToken: Bool = true
    ) -> Signature {
        let scope = CredentialScope(time: time, region: region, service: service)
        var added: [SigningRequest.Pair] = [
            .init("X-Amz-Algorithm", Self.algorithm),
            .init("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope)"),
            .init("X-Amz-Date", time.basicTimestamp),
            .init("X-Amz-SignedHeaders", CanonicalRequest.signedHeaders(request.headers)),
            .init("X-Amz-Expires", String(expiry.components.seconds)),
        ]
        let token = credentials.sessionToken.map {
            SigningRequest.Pair("X-Amz-Security-Token", $0.exposed)
        }
        if let token, signsSessionToken { added.append(token) }
        var covered = request
        covered.query += added
        if let token, !signsSessionToken { added.append(token) }

        let steps = steps(covered, credentials, time)
        added.append(.init("X-Amz-Signature", steps.signature))
        return Signature(steps: steps, added: added)
    }

    /// A signature by the steps that lead to it.
    package func steps(
        _ request: SigningRequest,
        _ credentials: Credentials,
        _ time: UnixTime
    ) -> SigningSteps {
        let canonicalRequest = CanonicalRequest(request, pathRule: pathRule)
        let scope = CredentialScope(time: time, region: region, service: service)
        let stringToSign =
            "\(Self.algorithm)\n\(time.basicTimestamp)\n\(scope)\n\(canonicalRequest.digest)"
        let key = Self.signingKey(credentials.secretAccessKey, scope)
        let signature = HMAC<SHA256>.authenticationCode(for: Array(stringToSign.utf8), using: key)
        return SigningSteps(
            canonicalRequest: canonicalRequest,
            stringToSign: stringToSign,
            signature: Hexadecimal.encode(signature)
        )
    }

    private static func signingKey(_ secret: Secret, _ scope: CredentialScope) -> SymmetricKey {
        let first = SymmetricKey(data: Array("AWS4\(secret.exposed)".utf8))
        return [scope.date, scope.region, scope.service, "aws4_request"].reduce(first) {
            let code = HMAC<SHA256>.authenticationCode(for: Array($1.utf8), using: $0)
            return SymmetricKey(data: code)
        }
    }
}

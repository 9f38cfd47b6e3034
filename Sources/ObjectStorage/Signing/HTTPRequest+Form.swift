extension HTTPRequest {
    /// Creates a signed call of a service with AWS's Query protocol, such as IAM or STS.
    ///
    /// - Parameters:
    ///   - form: the fields, as `application/x-www-form-urlencoded`.
    ///   - endpoint: where the service answers.
    ///   - signer: signs in the service's name.
    ///   - credentials: whose call it is.
    ///   - time: when it is made.
    ///   - responseBytesMax: the longest answer that is taken.
    ///
    /// Source: AWS Query protocol, "Smithy awsQuery".
    init(
        form: [UInt8],
        to endpoint: S3Endpoint,
        signer: SigV4Signer,
        credentials: Credentials,
        at time: UnixTime,
        responseBytesMax: Int
    ) {
        let type = SigningRequest.Pair(
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8"
        )
        let signature = signer.signed(
            SigningRequest(
                method: "POST",
                path: "/",
                query: [],
                headers: [.init("host", endpoint.authority), type],
                payload: .sha256(SigV4Signer.payloadHash(form))
            ),
            with: credentials,
            at: time,
            addsPayloadHash: false
        )
        self.init(
            method: "POST",
            url: "\(endpoint)/",
            headers: ([type] + signature.added).map { HTTPHeader($0.name, $0.value) },
            body: form,
            responseBytesMax: responseBytesMax
        )
    }
}

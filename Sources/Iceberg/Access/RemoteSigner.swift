public import LakeModel
public import ObjectStorage

/// Signs readers' requests to the store, each for itself, with the writer's own credentials.
///
/// For stores without a token service. Only what ``SigningRule`` names is signed, and only in our
/// own spelling: the address is taken apart and put together again.
///
/// Source: Apache Iceberg, REST signer specification; AWS Signature Version 4.
public final class RemoteSigner: Sendable {
    /// The lake's bucket, as its readers reach it.
    public let settings: S3Settings
    private let credentials: CredentialsCache
    private let runtime: ObjectStoreRuntime

    /// Creates a signer; nobody is asked anything yet.
    public init(
        settings: S3Settings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime
    ) {
        self.settings = settings
        self.credentials = CredentialsCache(credentials, runtime: runtime)
        self.runtime = runtime
    }

    /// The properties of a table that make its readers ask for signatures.
    ///
    /// `s3.signer` and `py-io-impl` are PyIceberg's, which signs with one of its file accesses
    /// alone; Java goes by `s3.remote-signing-enabled`.
    ///
    /// - Parameters:
    ///   - catalogURI: where this catalog is, as the reader knows it: `https://host/catalog`.
    ///   - endpoint: the path of the table's `sign` route below it.
    /// - Returns: names and values, none of them secret.
    public func properties(catalogURI: String, endpoint: String) -> [String: String] {
        var properties = StoreProperties.of(settings)
        properties["s3.remote-signing-enabled"] = "true"
        properties["s3.signer"] = "S3V4RestSigner"
        properties["s3.signer.uri"] = catalogURI
        properties["s3.signer.endpoint"] = endpoint
        properties["py-io-impl"] = "pyiceberg.io.fsspec.FsspecFileIO"
        return properties
    }

    /// Signs a request that lies within a table's folders.
    ///
    /// One table's and not all of its tenant's: a tenant may be kept from some of its tables.
    ///
    /// - Parameters:
    ///   - request: what the reader means to send.
    ///   - table: whose files it is about.
    ///   - isWriting: whether it may also change them.
    /// - Returns: what the reader adds to its request.
    /// - Throws: `.denied` when it lies elsewhere or is none of those that are signed: 403 to the
    ///   reader; otherwise what keeps us from credentials of our own.
    public func sign(
        _ request: RemoteSigningRequest,
        for table: TableIdentifier,
        writing isWriting: Bool
    ) async throws(ObjectStoreError) -> RemoteSigningAnswer {
        guard let target = SigningTarget(uri: request.uri, settings: settings) else {
            throw ObjectStoreError(.denied, "the address is not one of \(settings.location)")
        }
        guard request.region == settings.region else {
            throw ObjectStoreError(.denied, "the bucket is signed for in \(settings.region)")
        }
        let headers = try Self.signedHeaders(request.headers)
        let rule = SigningRule(
            prefixes: TenantPrefixes(tenant: table.tenant, access: .write(table.table)),
            isWriting: isWriting,
            location: settings.location
        )
        if let refusal = rule.refusal(request.method, target, headers: headers) {
            throw ObjectStoreError(.denied, refusal)
        }
        let signer = SigV4Signer(region: settings.region, service: "s3", pathRule: .asIs)
        let signature = signer.signed(
            SigningRequest(
                method: request.method,
                path: target.path,
                query: target.query,
                headers: [.init("host", target.host)] + headers,
                payload: try Self.payload(request)
            ),
            with: try await credentials.credentials(),
            at: runtime.now()
        )
        let known = Set(request.headers.keys.map { $0.lowercased() })
        // A client may add what it is answered to what it has: a hash that it sent is not repeated.
        let added = signature.added.filter {
            $0.name != "x-amz-content-sha256" || !known.contains($0.name)
        }
        let parameters = CanonicalRequest.query(target.query)
        let scheme = settings.endpoint.isSecure ? "https" : "http"
        return RemoteSigningAnswer(
            uri: "\(scheme)://\(target.host)\(target.path)"
                + (parameters.isEmpty ? "" : "?\(parameters)"),
            headers: Dictionary(added.map { ($0.name, $0.value) }) { first, _ in first }
        )
    }

    /// What a signature covers of the reader's header fields, in lower case: what the store acts
    /// upon, and not what clients and proxies change on the way.
    private static func signedHeaders(
        _ headers: [String: [String]]
    ) throws(ObjectStoreError) -> [SigningRequest.Pair] {
        let ours: Set = ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"]
        var pairs: [SigningRequest.Pair] = []
        for (name, values) in headers {
            let name = name.lowercased()
            let isSigned =
                name.hasPrefix("x-amz-") || name == "content-type"
                || name == "content-md5"
            guard isSigned, !ours.contains(name) else { continue }
            guard !pairs.contains(where: { $0.name == name }),
                values.allSatisfy({ $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
            else { throw ObjectStoreError(.denied, "a header field that is not plain text") }
            pairs.append(.init(name, values.joined(separator: ",")))
        }
        return pairs
    }

    /// What the reader says of its body; a body that it says nothing of is not covered.
    private static func payload(
        _ request: RemoteSigningRequest
    ) throws(ObjectStoreError) -> SigningRequest.Payload {
        let given = request.headers.first { $0.key.lowercased() == "x-amz-content-sha256" }
        guard let text = given?.value.first else {
            let isRead = request.method == "GET" || request.method == "HEAD"
            return isRead ? .sha256(SigV4Signer.payloadHash([])) : .unsigned
        }
        if text == SigningRequest.Payload.unsigned.text { return .unsigned }
        guard text.utf8.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            throw ObjectStoreError(.denied, "a body that is signed in pieces is not signed")
        }
        return .sha256(text)
    }
}

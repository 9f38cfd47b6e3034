/// Objects in a bucket of Amazon S3, or of a store that speaks its language.
///
/// Objects go over connections that are kept and used again; what fails for a passing reason is
/// tried again. What a bucket needs: the actions `s3:PutObject`, `s3:GetObject`,
/// `s3:DeleteObject`, `s3:AbortMultipartUpload` on its objects, `s3:ListBucket` on itself, and a
/// lifecycle rule that ends unfinished uploads.
///
/// Source: Amazon S3 API Reference.
public final class S3ObjectStore: ObjectStore {
    /// How the bucket is reached.
    public let settings: S3Settings
    /// How objects are kept.
    public let placement: ObjectPlacement
    let connection: S3Connection

    /// `s3://bucket/prefix`.
    public var location: String { settings.location.description }

    /// Creates a store; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - settings: how the bucket is reached.
    ///   - credentials: where credentials come from; asked before the first request, and again
    ///     before they expire.
    ///   - runtime: clocks, chance and sleep.
    ///   - placement: how objects are kept.
    public convenience init(
        settings: S3Settings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime,
        placement: ObjectPlacement = ObjectPlacement()
    ) {
        self.init(
            settings: settings,
            credentials: credentials,
            runtime: runtime,
            placement: placement,
            http: CurlClient(settings: settings.http)
        )
    }

    /// Creates a store over a client of one's own.
    package init(
        settings: S3Settings,
        credentials: any AWSCredentialsProvider,
        runtime: ObjectStoreRuntime,
        placement: ObjectPlacement = ObjectPlacement(),
        http: any HTTPClient
    ) {
        self.settings = settings
        self.placement = placement
        connection = S3Connection(
            settings: settings,
            http: http,
            credentials: CredentialsCache(credentials, runtime: runtime),
            runtime: runtime
        )
    }

    /// Stores an object whole, with one request.
    ///
    /// - Throws: ``ObjectStoreError``; under ``PutMode/create`` `.alreadyExists`, whose
    ///   ``ObjectStoreError/mayBeOwnWork`` is true when an earlier try of this put got no answer.
    ///   Under ``PutMode/update(ifMatch:)`` the same doubt is `.outcomeUnknown`.
    @discardableResult
    public func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        mode: PutMode
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        try EntityTag.check(mode)
        var request = S3Request(.putObject, key: fullKey(key))
        request.body = bytes
        request.headers += placement.headers(for: key)
        request.setCondition(mode)
        if settings.checksum == .crc32c {
            request.headers.append(.init("x-amz-checksum-crc32c", CRC32CHeader.value(bytes)))
        }
        let response = try await connection.send(request)
        return ObjectAttributes(key: key, size: bytes.count, entityTag: EntityTag.of(response))
    }

    /// Begins an object whose bytes come in parts of at least 5 MiB, the last one excepted.
    public func beginMultipart(
        _ key: ObjectKey,
        mode: PutMode
    ) async throws(ObjectStoreError) -> any MultipartUpload {
        try EntityTag.check(mode)
        var request = S3Request(.createMultipartUpload, key: fullKey(key))
        request.query = [.init("uploads", "")]
        request.headers += placement.headers(for: key)
        if settings.checksum == .crc32c {
            request.headers.append(.init("x-amz-checksum-algorithm", "CRC32C"))
        }
        let response = try await connection.send(request)
        guard let reply = try? XMLElement.parse(response.body), let id = reply["UploadId"]?.text,
            !id.isEmpty
        else {
            throw ObjectStoreError(
                .invalidRequest,
                "\(settings.endpoint) answered CreateMultipartUpload without an UploadId"
            )
        }
        return S3MultipartUpload(connection, self, key: key, uploadID: id, mode: mode)
    }

    /// Reads an object, or the part of it that `range` names.
    public func get(
        _ key: ObjectKey,
        range: Range<Int>?
    ) async throws(ObjectStoreError) -> [UInt8] {
        guard range?.isEmpty != true else {
            // HTTP has no empty ranges.
            _ = try await head(key)
            return []
        }
        var request = S3Request(.getObject, key: fullKey(key))
        request.responseBytesMax = .max
        if let range {
            let value = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
            request.headers.append(.init("range", value))
        }
        let response = try await connection.send(request)
        guard let range, response.status == 200 else { return response.body }
        // The store did not heed the range.
        guard range.lowerBound < response.body.count else {
            throw ObjectStoreError.rangeOutside(range, of: key, size: response.body.count)
        }
        return Array(response.body[range.lowerBound..<min(range.upperBound, response.body.count)])
    }

    /// An object's size and tag, without its bytes.
    public func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
        let response = try await connection.send(S3Request(.headObject, key: fullKey(key)))
        guard let size = response[header: "content-length"].flatMap({ Int($0) }) else {
            throw ObjectStoreError(
                .invalidRequest,
                "\(settings.endpoint) answered HeadObject without a Content-Length"
            )
        }
        return ObjectAttributes(key: key, size: size, entityTag: EntityTag.of(response))
    }

    /// One page of the objects whose key begins with `prefix`, in the order of their keys' bytes.
    public func list(
        prefix: String,
        after: ObjectKey?
    ) async throws(ObjectStoreError) -> ObjectPage {
        var request = S3Request(.listObjects, key: nil)
        request.query = [
            .init("list-type", "2"), .init("max-keys", "1000"), .init("encoding-type", "url"),
            .init("prefix", settings.location.fullKey(prefix)),
        ]
        var start = after.map { SigningRequest.Pair("start-after", fullKey($0)) }
        while true {
            var paged = request
            if let start { paged.query.append(start) }
            let response = try await connection.send(paged)
            let reply: S3ListReply
            do throws(XMLReader.Failure) {
                reply = try S3ListReply(response.body, location: settings.location)
            } catch {
                throw ObjectStoreError(
                    .invalidRequest,
                    "\(settings.endpoint) answered ListObjectsV2 with no listing: \(error.message)"
                )
            }
            // A page of nothing but what no key of ours can be has no last object to go on from.
            if reply.page.objects.isEmpty, let next = reply.continuation {
                start = .init("continuation-token", next)
                continue
            }
            return reply.page
        }
    }

    /// Removes an object.
    ///
    /// Removing one that is not there succeeds.
    public func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            _ = try await connection.send(S3Request(.deleteObject, key: fullKey(key)))
        } catch  where error.code == .notFound {
            return
        }
    }

    func fullKey(_ key: ObjectKey) -> String {
        settings.location.fullKey(key.path)
    }
}

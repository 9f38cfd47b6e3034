import Synchronization

/// An upload to S3 in parts.
final class S3MultipartUpload: MultipartUpload {
    private struct Part {
        let entityTag: String
        let checksum: String?
        let size: Int
    }

    /// How long a completed upload may take to be put together without a byte of an answer.
    ///
    /// Amazon says that it may take several minutes.
    private static let completionTimeout: Duration = .seconds(300)

    /// 5 MiB.
    ///
    /// Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits".
    let partSizeBytesMin = 5 << 20

    private let connection: S3Connection
    private let store: S3ObjectStore
    private let key: ObjectKey
    private let uploadID: String
    private let mode: PutMode
    private let parts = Mutex<[Int: Part]>([:])

    init(
        _ connection: S3Connection,
        _ store: S3ObjectStore,
        key: ObjectKey,
        uploadID: String,
        mode: PutMode
    ) {
        self.connection = connection
        self.store = store
        self.key = key
        self.uploadID = uploadID
        self.mode = mode
    }

    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
        guard (1...10_000).contains(number) else {
            throw ObjectStoreError(
                .invalidRequest,
                "part \(number) of \(key): S3 has parts 1 to 10000"
            )
        }
        var request = S3Request(.uploadPart, key: store.fullKey(key))
        request.query = [.init("partNumber", String(number)), .init("uploadId", uploadID)]
        request.body = bytes
        var checksum: String?
        if connection.settings.checksum == .crc32c {
            let value = CRC32CHeader.value(bytes)
            request.headers.append(.init("x-amz-checksum-crc32c", value))
            checksum = value
        }
        let response = try await connection.send(request)
        let tag = EntityTag.of(response)
        let part = Part(entityTag: tag, checksum: checksum, size: bytes.count)
        parts.withLock { $0[number] = part }
    }

    @discardableResult
    func complete() async throws(ObjectStoreError) -> ObjectAttributes {
        let sorted = parts.withLock { $0.sorted { $0.key < $1.key } }
        guard !sorted.isEmpty else { throw ObjectStoreError.noParts(of: key) }
        var request = S3Request(.completeMultipartUpload, key: store.fullKey(key))
        request.query = [.init("uploadId", uploadID)]
        request.headers = [.init("content-type", "application/xml")]
        request.body = Array(Self.document(sorted).utf8)
        request.idleTimeout = Self.completionTimeout
        if connection.settings.completesConditionally {
            request.setCondition(mode)
        } else {
            try await checkCondition()
        }
        let size = sorted.reduce(0) { $0 + $1.value.size }
        do throws(ObjectStoreError) {
            let response = try await connection.send(request)
            let reply = try? XMLElement.parse(response.body)
            let tag = EntityTag.unquoted(reply?["ETag"]?.text ?? "")
            return ObjectAttributes(key: key, size: size, entityTag: tag)
        } catch {
            return try await settle(error, size: size)
        }
    }

    func abort() async throws(ObjectStoreError) {
        var request = S3Request(.abortMultipartUpload, key: store.fullKey(key))
        request.query = [.init("uploadId", uploadID)]
        do throws(ObjectStoreError) {
            _ = try await connection.send(request)
        } catch  where error.code == .notFound {
            return
        }
    }

    /// Gives up the parts of an upload that can no longer become an object, and finds out about one
    /// that may have become one: an upload that was completed is gone.
    private func settle(
        _ error: ObjectStoreError,
        size: Int
    ) async throws(ObjectStoreError) -> ObjectAttributes {
        switch error.code {
        case .alreadyExists, .preconditionFailed:
            // Best effort: what stays behind is the lifecycle rule's.
            _ = try? await abort()
        case .outcomeUnknown where error.mayBeOwnWork && !isUpdate:
            if let found = try? await store.head(key), found.size == size { return found }
        default: break
        }
        throw error
    }

    private var isUpdate: Bool {
        if case .update = mode { true } else { false }
    }

    /// For stores that ignore conditions here: looks first.
    ///
    /// Not atomic.
    private func checkCondition() async throws(ObjectStoreError) {
        let found: ObjectAttributes?
        do throws(ObjectStoreError) {
            found = try await store.head(key)
        } catch  where error.code == .notFound {
            found = nil
        }
        switch mode {
        case .overwrite: return
        case .create where found == nil: return
        case .create: throw ObjectStoreError(.alreadyExists, "\(key): an object of that key exists")
        case .update(let tag) where found?.entityTag == tag: return
        case .update:
            throw ObjectStoreError(.preconditionFailed, "\(key) changed since its tag was read")
        }
    }

    private static func document(_ parts: [(key: Int, value: Part)]) -> String {
        let items = parts.map { number, part in
            let checksum = part.checksum.map { "<ChecksumCRC32C>\($0)</ChecksumCRC32C>" } ?? ""
            return "<Part><PartNumber>\(number)</PartNumber>"
                + "<ETag>&quot;\(XMLText.escaped(part.entityTag))&quot;</ETag>\(checksum)</Part>"
        }
        return "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + items.joined() + "</CompleteMultipartUpload>"
    }
}

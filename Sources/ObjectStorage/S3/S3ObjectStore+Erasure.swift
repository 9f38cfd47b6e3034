extension S3ObjectStore: ErasableStore {
    /// One page of everything below a folder: uploads, then versions and delete markers, then the
    /// empty folders that some stores keep.
    ///
    /// A bucket needs the actions `s3:ListBucketMultipartUploads` and `s3:ListBucketVersions` for
    /// it. MinIO lists unfinished uploads of whole keys alone, so that none is found there: it
    /// removes them by itself, after a day. A store that knows no versions shows its objects.
    public func remnants(
        below folder: String,
        after mark: RemnantMark?
    ) async throws(ObjectStoreError) -> RemnantPage {
        precondition(folder.isEmpty || folder.hasSuffix("/"), "a folder ends in a slash")
        let page = try await page(below: folder, after: mark ?? RemnantMark(.uploads))
        // What is listed is removed next. A store that overlooks the prefix, and there have been
        // some, would have everybody's objects removed for one tenant's.
        if let stray = page.remnants.first(where: { !$0.path.utf8.starts(with: folder.utf8) }) {
            throw ObjectStoreError(
                .misconfigured,
                "\(settings.endpoint) was asked what lies below \(folder) and listed "
                    + "\(stray.path): nothing can be erased safely there"
            )
        }
        return page
    }

    private func page(
        below folder: String,
        after mark: RemnantMark
    ) async throws(ObjectStoreError) -> RemnantPage {
        switch mark.listing {
        case .uploads:
            var query: [SigningRequest.Pair] = [.init("uploads", ""), .init("max-uploads", "1000")]
            if let key = mark.key { query.append(.init("key-marker", key)) }
            if let id = mark.id { query.append(.init("upload-id-marker", id)) }
            let body = try await page(.listMultipartUploads, query, below: folder)
            let reply = try read(.listMultipartUploads) { () throws(XMLReader.Failure) in
                try S3UploadReply(body, location: settings.location)
            }
            return RemnantPage(
                remnants: reply.remnants,
                next: reply.next ?? RemnantMark(.versions)
            )
        case .versions:
            do throws(ObjectStoreError) {
                return try await versions(below: folder, after: mark)
            } catch  where error.code == .misconfigured && mark.key == nil {
                // The bucket is there, as the uploads have shown: this store has no versions.
                return RemnantPage(remnants: [], next: RemnantMark(.objects))
            }
        case .objects: return try await objects(below: folder, after: mark.key)
        case .folders:
            return RemnantPage(remnants: try await emptyFolders(below: folder), next: nil)
        }
    }

    private func versions(
        below folder: String,
        after mark: RemnantMark
    ) async throws(ObjectStoreError) -> RemnantPage {
        var query: [SigningRequest.Pair] = [.init("versions", ""), .init("max-keys", "1000")]
        if let key = mark.key { query.append(.init("key-marker", key)) }
        if let id = mark.id { query.append(.init("version-id-marker", id)) }
        let body = try await page(.listObjectVersions, query, below: folder)
        let reply = try read(.listObjectVersions) { () throws(XMLReader.Failure) in
            try S3VersionReply(body, location: settings.location)
        }
        return RemnantPage(remnants: reply.remnants, next: reply.next ?? RemnantMark(.folders))
    }

    /// What a plain listing shows, where there is no other.
    private func objects(
        below folder: String,
        after: String?
    ) async throws(ObjectStoreError) -> RemnantPage {
        let page = try await list(prefix: folder, after: after.flatMap { ObjectKey(untrusted: $0) })
        let last = page.isTruncated ? page.objects.last?.key.path : nil
        return RemnantPage(
            remnants: page.objects.map { Remnant(.version, $0.key.path, size: $0.size) },
            next: last.map { RemnantMark(.objects, key: $0) } ?? RemnantMark(.folders)
        )
    }

    /// Removes remnants for good: up to a thousand versions with one request.
    public func erase(_ remnants: [Remnant]) async throws(ObjectStoreError) {
        var named: [Remnant] = []
        for remnant in remnants {
            switch remnant.kind {
            case .upload: try await abort(remnant)
            case .folder: try await delete(alone: remnant)
            case .version, .deleteMarker:
                if S3Deletion.canName(remnant) {
                    named.append(remnant)
                } else {
                    try await delete(alone: remnant)
                }
            }
        }
        for start in stride(from: 0, to: named.count, by: S3Deletion.objectsMax) {
            let end = min(start + S3Deletion.objectsMax, named.count)
            try await delete(together: Array(named[start..<end]))
        }
    }

    /// The folders directly below another one, by all three listings that a bucket has.
    public func foldersOfRemnants(
        below prefix: String
    ) async throws(ObjectStoreError) -> Set<String> {
        precondition(prefix.isEmpty || prefix.hasSuffix("/"), "a folder ends in a slash")
        var found = try await folders(below: prefix)
        for operation in [S3Operation.listMultipartUploads, .listObjectVersions] {
            do throws(ObjectStoreError) {
                found.formUnion(try await folders(operation, below: prefix))
            } catch  where error.code == .misconfigured && operation == .listObjectVersions {
                // A store without versions, as the listing before has shown its bucket.
                break
            }
        }
        return found
    }

    private func folders(
        _ operation: S3Operation,
        below prefix: String
    ) async throws(ObjectStoreError) -> Set<String> {
        let isOfVersions = operation == .listObjectVersions
        let kind: SigningRequest.Pair = .init(isOfVersions ? "versions" : "uploads", "")
        var found: Set<String> = []
        var mark: RemnantMark? = RemnantMark(isOfVersions ? .versions : .uploads)
        while let current = mark {
            var query = [kind, .init("delimiter", "/")]
            if let key = current.key { query.append(.init("key-marker", key)) }
            let body = try await page(operation, query, below: prefix)
            mark = try read(operation) { () throws(XMLReader.Failure) in
                let listing = try S3MarkedListing(
                    body,
                    root: isOfVersions ? "ListVersionsResult" : "ListMultipartUploadsResult",
                    location: settings.location
                )
                found.formUnion(try listing.folders(below: prefix))
                return try listing.next(current.listing, id: "")
            }
        }
        return found
    }

    // MARK: Listing

    private func page(
        _ operation: S3Operation,
        _ query: [SigningRequest.Pair],
        below folder: String
    ) async throws(ObjectStoreError) -> [UInt8] {
        var request = S3Request(operation, key: nil)
        let prefix = settings.location.fullKey(folder)
        request.query = query + [.init("encoding-type", "url"), .init("prefix", prefix)]
        return try await connection.send(request).body
    }

    private func read<Reply>(
        _ operation: S3Operation,
        _ body: () throws(XMLReader.Failure) -> Reply
    ) throws(ObjectStoreError) -> Reply {
        do throws(XMLReader.Failure) {
            return try body()
        } catch {
            throw ObjectStoreError(
                .invalidRequest,
                "\(settings.endpoint) answered \(operation.rawValue) with no listing: "
                    + error.message
            )
        }
    }

    /// The folders at and below one that hold nothing and are listed nevertheless, the deepest
    /// first; a store whose folders are but parts of keys has none.
    private func emptyFolders(below folder: String) async throws(ObjectStoreError) -> [Remnant] {
        guard let name = folder.dropLast().split(separator: "/").last else { return [] }
        let parent = String(folder.dropLast(name.utf8.count + 1))
        var found: [Remnant] = []
        if try await lists(String(name), below: parent) {
            try await addFolders(below: folder, to: &found)
            found.append(Remnant(.folder, folder))
        }
        return found
    }

    /// Whether a folder of that name is listed among its neighbours.
    private func lists(_ name: String, below parent: String) async throws(ObjectStoreError) -> Bool
    {
        var request = S3Request(.listObjects, key: nil)
        let full = settings.location.fullKey(parent)
        // No slash behind the name: asked for alone, an empty folder is neither key nor prefix.
        request.query = [
            .init("list-type", "2"), .init("max-keys", "1000"), .init("encoding-type", "url"),
            .init("delimiter", "/"), .init("prefix", full + name),
        ]
        let body = try await connection.send(request).body
        let reply = try read(.listObjects) { () throws(XMLReader.Failure) in
            try S3FolderReply(body, below: full)
        }
        return reply.folders.contains(name)
    }

    private func addFolders(
        below folder: String,
        to found: inout [Remnant]
    ) async throws(ObjectStoreError) {
        var after: String?
        while true {
            let page = try await listFolders(below: folder, after: after)
            for name in page.folders {
                try await addFolders(below: "\(folder)\(name)/", to: &found)
                found.append(Remnant(.folder, "\(folder)\(name)/"))
            }
            guard page.isTruncated, let last = page.folders.last else { return }
            after = last
        }
    }

    // MARK: Removing

    private func abort(_ upload: Remnant) async throws(ObjectStoreError) {
        var request = S3Request(
            .abortMultipartUpload,
            key: settings.location.fullKey(upload.path)
        )
        request.query = [.init("uploadId", upload.id)]
        try await sendIgnoringAbsence(request)
    }

    private func delete(alone remnant: Remnant) async throws(ObjectStoreError) {
        let operation: S3Operation = remnant.id.isEmpty ? .deleteObject : .deleteObjectVersion
        var request = S3Request(operation, key: settings.location.fullKey(remnant.path))
        if !remnant.id.isEmpty { request.query = [.init("versionId", remnant.id)] }
        try await sendIgnoringAbsence(request)
    }

    private func sendIgnoringAbsence(_ request: S3Request) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            _ = try await connection.send(request)
        } catch  where error.code == .notFound {
            return
        }
    }

    private func delete(together remnants: [Remnant]) async throws(ObjectStoreError) {
        var request = S3Request(.deleteObjects, key: nil)
        request.query = [.init("delete", "")]
        let body = S3Deletion.document(remnants, location: settings.location)
        request.body = body
        request.headers = [
            .init("content-type", "application/xml"),
            .init("content-md5", S3Deletion.digest(body)),
        ]
        if settings.checksum == .crc32c {
            request.headers.append(.init("x-amz-checksum-crc32c", CRC32CHeader.value(body)))
        }
        let answer = try await connection.send(request).body
        let refusals = try read(.deleteObjects) { () throws(XMLReader.Failure) in
            try S3Deletion.refusals(answer)
        }
        guard let first = refusals.first else { return }
        let isDenied = first.code == "AccessDenied"
        throw ObjectStoreError(
            isDenied ? .denied : .unavailable,
            "\(refusals.count) of \(remnants.count) objects were not removed: "
                + "s3://\(settings.location.bucket)/\(first.key): \(first.code) \(first.message)"
                + (isDenied
                    ? "; allow s3:DeleteObjectVersion, and look for an object lock" : "")
        )
    }
}

extension S3ObjectStore {
    /// One page of the folders that lie directly below another one.
    public func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        let full = settings.location.fullKey(prefix)
        var request = S3Request(.listObjects, key: nil)
        request.query = [
            .init("list-type", "2"), .init("max-keys", "1000"), .init("encoding-type", "url"),
            .init("delimiter", "/"), .init("prefix", full),
        ]
        var start = after.map { SigningRequest.Pair("start-after", "\(full)\($0)/") }
        while true {
            var paged = request
            if let start { paged.query.append(start) }
            let response = try await connection.send(paged)
            let reply: S3FolderReply
            do throws(XMLReader.Failure) {
                reply = try S3FolderReply(response.body, below: full)
            } catch {
                throw ObjectStoreError(
                    .invalidRequest,
                    "\(settings.endpoint) answered ListObjectsV2 with no listing: \(error.message)"
                )
            }
            // What lies in the folder `after` is behind it, so most stores name it once more.
            let folders = reply.folders.filter { $0 != after }
            // A page of nothing but objects has no last folder to go on from.
            if folders.isEmpty, let next = reply.continuation {
                start = .init("continuation-token", next)
                continue
            }
            return FolderPage(
                folders: folders,
                isTruncated: reply.isTruncated && !folders.isEmpty
            )
        }
    }
}

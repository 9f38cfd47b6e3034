extension InMemoryObjectStore: ErasableStore {
    /// The folders directly below another one.
    public func foldersOfRemnants(
        below prefix: String
    ) async throws(ObjectStoreError) -> Set<String> {
        try await folders(below: prefix)
    }

    /// One page of the objects below a folder: there is nothing else in memory.
    public func remnants(
        below folder: String,
        after mark: RemnantMark?
    ) async throws(ObjectStoreError) -> RemnantPage {
        precondition(folder.isEmpty || folder.hasSuffix("/"), "a folder ends in a slash")
        let page = try await list(
            prefix: folder,
            after: mark?.key.flatMap { ObjectKey(untrusted: $0) }
        )
        let last = page.isTruncated ? page.objects.last?.key.path : nil
        return RemnantPage(
            remnants: page.objects.map { Remnant(.version, $0.key.path, size: $0.size) },
            next: last.map { RemnantMark(.objects, key: $0) }
        )
    }

    /// Removes objects.
    public func erase(_ remnants: [Remnant]) async throws(ObjectStoreError) {
        for remnant in remnants {
            if let key = ObjectKey(untrusted: remnant.path) { try await delete(key) }
        }
    }
}

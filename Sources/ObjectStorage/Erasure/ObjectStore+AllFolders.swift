extension ObjectStore {
    /// The names of all folders directly below another one, whatever the number of pages.
    func folders(below prefix: String) async throws(ObjectStoreError) -> Set<String> {
        var found: Set<String> = []
        var after: String?
        repeat {
            let page = try await listFolders(below: prefix, after: after)
            found.formUnion(page.folders)
            after = page.isTruncated ? page.folders.last : nil
        } while after != nil
        return found
    }
}

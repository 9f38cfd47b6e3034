extension InMemoryObjectStore {
    /// One page of the folders that lie directly below another one.
    public func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        FolderPage(keys: keys, below: prefix, after: after)
    }
}

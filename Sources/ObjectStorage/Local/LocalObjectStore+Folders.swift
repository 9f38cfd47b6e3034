extension LocalObjectStore {
    /// One page of the folders that lie directly below another one.
    public func listFolders(
        below prefix: String,
        after: String?
    ) async throws(ObjectStoreError) -> FolderPage {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.folders(prefix, after)
        }
    }
}

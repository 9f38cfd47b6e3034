extension LocalObjectStore: ErasableStore {
    /// The directories directly below another one, empty ones included.
    public func foldersOfRemnants(
        below prefix: String
    ) async throws(ObjectStoreError) -> Set<String> {
        precondition(prefix.isEmpty || prefix.hasSuffix("/"), "a folder ends in a slash")
        return try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.directoryNames(prefix)
        }
    }

    /// One page of everything below a folder: files, and then directories, the deepest first.
    ///
    /// A directory has no versions, and what is being written lies apart, without a name that says
    /// what it will be.
    public func remnants(
        below folder: String,
        after mark: RemnantMark?
    ) async throws(ObjectStoreError) -> RemnantPage {
        precondition(folder.isEmpty || folder.hasSuffix("/"), "a folder ends in a slash")
        return try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.remnants(folder, mark)
        }
    }

    /// Removes files, and directories that are empty by then.
    public func erase(_ remnants: [Remnant]) async throws(ObjectStoreError) {
        try await pool.run { [directory] () throws(ObjectStoreError) in
            try directory.erase(remnants)
        }
    }
}

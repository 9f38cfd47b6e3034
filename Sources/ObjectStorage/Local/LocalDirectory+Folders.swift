extension LocalDirectory {
    /// One page of the directories that lie directly below another one.
    ///
    /// Directories without any object in them are passed over: they are what is left of objects
    /// that were removed, and a bucket has none.
    func folders(_ prefix: String, _ after: String?) throws(ObjectStoreError) -> FolderPage {
        let names = prefix.split(separator: "/", omittingEmptySubsequences: false)
        let isFolder = prefix.isEmpty || (names.last?.isEmpty ?? false)
        let isSafe = names.dropLast().allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0)
        }
        guard isFolder, isSafe,
            let start = try directory(names.dropLast().map(String.init), creating: false)
        else { return FolderPage(folders: [], isTruncated: false) }
        var found: [String] = []
        for name in try start.names(path: "\(path)/\(prefix)")
        where try holdsObject(name, in: start, prefix + name) { found.append(name) }
        return FolderPage(of: found, after: after)
    }

    /// Whether a name is that of a directory with an object in it, however deep.
    private func holdsObject(
        _ name: String,
        in parent: borrowing Descriptor,
        _ full: String
    ) throws(ObjectStoreError) -> Bool {
        let path = "\(path)/\(full)"
        guard !isOwn(full), try parent.status(of: name, path: path)?.isDirectory == true else {
            return false
        }
        do throws(ObjectStoreError) {
            let directory = try parent.directory(name, path: path)
            var inner: [String] = []
            for name in try directory.names(path: path) where !isOwn("\(full)/\(name)") {
                let status = try directory.status(of: name, path: "\(path)/\(name)")
                if status?.isRegular == true { return true }
                if status?.isDirectory == true { inner.append(name) }
            }
            for name in inner
            where try holdsObject(name, in: directory, "\(full)/\(name)") { return true }
            return false
        } catch  where error.code == .notFound {
            // Gone since its name was read.
            return false
        }
    }
}

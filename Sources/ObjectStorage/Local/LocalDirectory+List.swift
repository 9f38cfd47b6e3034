extension LocalDirectory {
    /// What a walk looks for, and what it has found.
    private struct Walk {
        let prefix: [UInt8]
        let after: [UInt8]?
        var found: [ObjectAttributes] = []

        /// One more than a page holds: tells whether more follow.
        var isFull: Bool { found.count > LocalDirectory.pageSize }

        /// Whether a key of that name belongs on the page.
        func wants(key: [UInt8]) -> Bool {
            key.starts(with: prefix) && (after.map { $0.lexicographicallyPrecedes(key) } ?? true)
        }

        /// Whether a key that begins so can belong on the page; `start` ends in a slash.
        func wants(keysBelow start: [UInt8]) -> Bool {
            guard start.starts(with: prefix) || prefix.starts(with: start) else { return false }
            guard let after else { return true }
            return after.starts(with: start) || after.lexicographicallyPrecedes(start)
        }
    }

    /// The most objects on a page; S3's own number.
    static let pageSize = 1000

    /// One page of objects, in the order of their keys' bytes.
    ///
    /// Directories that can hold nothing wanted are not opened. Symbolic links and what is no file
    /// are passed over.
    func list(_ prefix: String, _ after: ObjectKey?) throws(ObjectStoreError) -> ObjectPage {
        var walk = Walk(prefix: Array(prefix.utf8), after: after.map { Array($0.path.utf8) })
        // Straight to the deepest directory that the prefix names.
        let names = prefix.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let isSafe = names.allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0)
        }
        guard isSafe, let start = try directory(names.map(String.init), creating: false) else {
            return ObjectPage(objects: [], isTruncated: false)
        }
        try visit(start, names.map { $0 + "/" }.joined(), &walk)
        return ObjectPage(
            objects: Array(walk.found.prefix(Self.pageSize)),
            isTruncated: walk.isFull
        )
    }

    private func visit(
        _ directory: borrowing Descriptor,
        _ start: String,
        _ walk: inout Walk
    ) throws(ObjectStoreError) {
        for entry in try entries(directory, start) {
            guard !walk.isFull else { return }
            let full = start + entry.name
            guard !isOwn(full) else { continue }
            if entry.isDirectory {
                guard walk.wants(keysBelow: Array("\(full)/".utf8)) else { continue }
                do throws(ObjectStoreError) {
                    let inner = try directory.directory(entry.name, path: "\(path)/\(full)")
                    try visit(inner, "\(full)/", &walk)
                } catch  where error.code == .notFound {
                    // Gone since its name was read.
                    continue
                }
            } else if walk.wants(key: Array(full.utf8)), let key = ObjectKey(untrusted: full) {
                let status = try directory.status(of: entry.name, path: "\(path)/\(full)")
                guard let status, status.isRegular else { continue }
                walk.found.append(Self.attributes(key, status))
            }
        }
    }

    /// A directory's entries in the order that their keys have: a directory stands for keys that go
    /// on with a slash.
    private func entries(
        _ directory: borrowing Descriptor,
        _ start: String
    ) throws(ObjectStoreError) -> [(name: String, isDirectory: Bool)] {
        var entries: [(order: [UInt8], name: String, isDirectory: Bool)] = []
        for name in try directory.names(path: "\(path)/\(start)") {
            guard let status = try directory.status(of: name, path: "\(path)/\(start)\(name)"),
                !status.isSymbolicLink
            else { continue }
            let order = Array((status.isDirectory ? name + "/" : name).utf8)
            entries.append((order, name, status.isDirectory))
        }
        return entries.sorted { $0.order.lexicographicallyPrecedes($1.order) }
            .map { ($0.name, $0.isDirectory) }
    }
}

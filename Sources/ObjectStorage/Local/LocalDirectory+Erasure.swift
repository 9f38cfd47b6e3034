extension LocalDirectory {
    /// The names of the directories directly in another one.
    func directoryNames(_ prefix: String) throws(ObjectStoreError) -> Set<String> {
        let names = prefix.split(separator: "/").map(String.init)
        guard let start = try directory(names, creating: false) else { return [] }
        var found: Set<String> = []
        for name in try start.names(path: "\(path)/\(prefix)")
        where try start.status(of: name, path: "\(path)/\(prefix)\(name)")?.isDirectory == true {
            found.insert(name)
        }
        return found
    }

    /// One page of what lies below a folder: objects, and then the folders themselves.
    func remnants(
        _ folder: String,
        _ mark: RemnantMark?
    ) throws(ObjectStoreError) -> RemnantPage {
        if mark?.listing == .folders {
            var found: [Remnant] = []
            let names = folder.split(separator: "/").map(String.init)
            if let start = try directory(names, creating: false) {
                try addFolders(in: start, folder, to: &found)
                if !names.isEmpty { found.append(Remnant(.folder, folder)) }
            }
            return RemnantPage(remnants: found, next: nil)
        }
        let page = try list(folder, mark?.key.flatMap { ObjectKey(untrusted: $0) })
        let last = page.isTruncated ? page.objects.last?.key.path : nil
        return RemnantPage(
            remnants: page.objects.map { Remnant(.version, $0.key.path, size: $0.size) },
            next: last.map { RemnantMark(.objects, key: $0) } ?? RemnantMark(.folders)
        )
    }

    /// Removes remnants: objects, and folders unless something has arrived in them.
    ///
    /// - Throws: `.invalidRequest` when a folder holds what is no object, a link for instance.
    func erase(_ remnants: [Remnant]) throws(ObjectStoreError) {
        var folders: Set<String> = []
        for remnant in remnants {
            guard remnant.kind == .folder else {
                guard let key = ObjectKey(untrusted: remnant.path) else { continue }
                try remove(key, syncing: false)
                folders.insert(Self.folder(of: remnant.path))
                continue
            }
            try removeFolder(remnant.path)
        }
        // One sync a directory, not one a file.
        for folder in folders {
            let names = folder.split(separator: "/").map(String.init)
            if let directory = try directory(names, creating: false) {
                try directory.sync(path: "\(path)/\(folder)")
            }
        }
    }

    private func removeFolder(_ folder: String) throws(ObjectStoreError) {
        var names = folder.split(separator: "/").map(String.init)
        guard let name = names.popLast(), !isOwn(folder),
            let parent = try directory(names, creating: false)
        else { return }
        let full = "\(path)/\(folder)"
        guard try !parent.removeDirectory(name, path: full) else {
            return try parent.sync(path: full)
        }
        let rest = try parent.directory(name, path: full)
        for name in try rest.names(path: full).sorted() {
            let status = try rest.status(of: name, path: "\(full)/\(name)")
            // What arrived meanwhile is the next listing's to show.
            guard let status, !status.isRegular, !status.isDirectory else { continue }
            throw ObjectStoreError(
                .invalidRequest,
                "\(full) is not empty: it holds \(name), which is no object; look at it, and "
                    + "remove it"
            )
        }
    }

    private func addFolders(
        in directory: borrowing Descriptor,
        _ start: String,
        to found: inout [Remnant]
    ) throws(ObjectStoreError) {
        for name in try directory.names(path: "\(path)/\(start)").sorted() {
            let full = "\(start)\(name)"
            guard !isOwn(full),
                try directory.status(of: name, path: "\(path)/\(full)")?.isDirectory == true
            else { continue }
            do throws(ObjectStoreError) {
                let inner = try directory.directory(name, path: "\(path)/\(full)")
                try addFolders(in: inner, "\(full)/", to: &found)
                found.append(Remnant(.folder, "\(full)/"))
            } catch  where error.code == .notFound {
                // Gone since its name was read.
                continue
            }
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}

import ObjectStorage

extension ObjectStoreConformance {
    static let folders: [Check] = [
        Check("folders are what stands before the next slash", prefix: "folders") { bench in
            let names = [
                "t=a/x", "t=a/y/z", "t=a/y2", "t=b/x", "t=a-b/x", "t=a.b/x/y", "t=a0/x", "file",
                "other/x",
            ]

            for name in names {
                try await bench.store.put(bench.key(name), [1], mode: .create)
            }
            let wanted: [(String, Set<String>)] = [
                ("", ["t=a", "t=b", "t=a-b", "t=a.b", "t=a0", "other"]),
                ("t=a/", ["y"]), ("t=a.b/", ["x"]), ("t=b/", []), ("none/", []), ("t=a/y/", []),
            ]
            for (prefix, folders) in wanted {
                let found = try await bench.folders(prefix)
                try bench.expect(found.sorted() == folders.sorted(), "below '\(prefix)': \(found)")
            }
            let above = try await bench.store.listFolders(below: "", after: nil)
            try bench.expect(above.folders.contains(bench.prefix), "the root has \(above.folders)")
        },
        Check("a folder goes with its last object", prefix: "folder-gone", needs: .folderRemoval) {
            bench in
            try await bench.store.put(bench.key("a/b/c/object"), [1], mode: .create)
            try await bench.store.put(bench.key("b/object"), [1], mode: .create)
            try await bench.store.delete(bench.key("a/b/c/object"))
            let found = try await bench.folders("")
            try bench.expect(found == ["b"], "listed as \(found)")
        },
        Check(
            "folders are in the order of the keys' bytes",
            prefix: "folder-order",
            needs: .listingOrder
        ) { bench in
            let names = ["a", "a-b", "a.b", "a0", "ab", "B", "_z"]
            for name in names {
                try await bench.store.put(bench.key("\(name)/x"), [1], mode: .create)
            }
            let sorted = names.map { "\($0)/" }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let found = try await bench.folders("").map { "\($0)/" }
            try bench.expect(found == sorted, "listed as \(found)")
            for after in names {
                let page = try await bench.store.listFolders(
                    below: "\(bench.prefix)/",
                    after: after
                )
                let found = page.folders.map { "\($0)/" }
                let wanted = sorted.filter { "\(after)/".utf8.lexicographicallyPrecedes($0.utf8) }
                try bench.expect(found == wanted, "behind '\(after)' came \(found)")
            }
        },
        Check("many folders come in pages, none lost and none twice", prefix: "folder-pages") {
            bench in
            let count = 1003
            // Pages end among names that order differently with and without their slash.
            let names = (0..<count).map { "n\($0 / 4)n\(["", "-x", ".y", "0"][$0 % 4])" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for start in 0..<16 {
                    group.addTask {
                        for index in stride(from: start, to: count, by: 16) {
                            let key = bench.key("\(names[index])/object")
                            try await bench.store.put(key, [], mode: .overwrite)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let first = try await bench.store.listFolders(below: "\(bench.prefix)/", after: nil)
            try bench.expect(first.isTruncated, "\(first.folders.count) folders came at once")
            let found = try await bench.folders("")
            let isComplete = found.count == Set(names).count && Set(found) == Set(names)
            try bench.expect(isComplete, "\(found.count) of \(Set(names).count) were listed")
        },
    ]
}

extension ObjectStoreConformance.Bench {
    /// All folders below one of the check's own place, page by page.
    func folders(_ start: String) async throws -> [String] {
        var folders: [String] = []
        while true {
            let page = try await store.listFolders(
                below: "\(prefix)/\(start)",
                after: folders.last
            )
            try expect(page.folders.count <= 1000, "a page of \(page.folders.count) folders")
            folders += page.folders
            guard page.isTruncated else { return folders }
            try expect(!page.folders.isEmpty, "an empty page with more behind it")
        }
    }
}

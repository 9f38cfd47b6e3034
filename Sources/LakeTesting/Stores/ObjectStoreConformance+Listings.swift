import ObjectStorage

extension ObjectStoreConformance {
    static let listings: [Check] = [
        Check("listings are in the order of the keys' bytes", prefix: "order", needs: .listingOrder)
        { bench in
            // Folders sort among files by the slash behind their name, not by the name.
            let names = [
                "a-b", "a.b", "a/b", "a/b-c", "a0", "ab", "b/a/x", "b/a.x", "b/a0", "B", "_z",
                "c/d/e/f", "c/d/e0", "c/d-e",
            ]
            for name in names { try await bench.store.put(bench.key(name), [1], mode: .create) }
            let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let listed = try await bench.names()
            try bench.expect(listed == sorted, "listed as \(listed)")
            for after in names + ["a", "a/", "a/a", "b/a", "b/a/", "zz", "A"] {
                guard let key = ObjectKey(untrusted: "\(bench.prefix)/\(after)") else { continue }
                let page = try await bench.store.list(prefix: "\(bench.prefix)/", after: key)
                let found = page.objects.map { String($0.key.path.dropFirst("order/".count)) }
                let wanted = sorted.filter { after.utf8.lexicographicallyPrecedes($0.utf8) }
                try bench.expect(found == wanted, "behind '\(after)' came \(found)")
            }
        },
        Check("a prefix is a text, not a folder", prefix: "prefix") { bench in
            let names = ["t1/x", "t10/x", "t1", "t", "u/t1"].map { $0 + ".parquet" } + ["t1/y/z"]
            for name in names { try await bench.store.put(bench.key(name), [1, 2], mode: .create) }
            for prefix in ["", "t", "t1", "t1/", "t1/x", "t10", "u/", "u/t", "none"] {
                let found = Set(try await bench.names(prefix))
                let wanted = names.filter { $0.utf8.starts(with: prefix.utf8) }
                try bench.expect(found == Set(wanted), "below '\(prefix)' lay \(found)")
            }
            let page = try await bench.store.list(prefix: "\(bench.prefix)/t1/x", after: nil)
            let head = try await bench.store.head(bench.key("t1/x.parquet"))
            try bench.expect(page.objects == [head], "listed \(page.objects), head \(head)")
        },
        Check("a listing of many objects comes in pages", prefix: "pages") { bench in
            let count = 1003
            // Pages end inside folders whose names order differently with and without their slash.
            let names = (0..<count).map { "p\(["", "-x", ".y", "0"][$0 % 4])/n\($0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for start in 0..<16 {
                    group.addTask {
                        for index in stride(from: start, to: count, by: 16) {
                            try await bench.store.put(
                                bench.key(names[index]),
                                [],
                                mode: .overwrite
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            let first = try await bench.store.list(prefix: "\(bench.prefix)/", after: nil)
            try bench.expect(first.isTruncated, "\(first.objects.count) objects came at once")
            let listed = try await bench.names()
            let isComplete = listed.count == count && Set(listed) == Set(names)
            try bench.expect(isComplete, "\(listed.count) of \(count) were listed")
        },
    ]
}

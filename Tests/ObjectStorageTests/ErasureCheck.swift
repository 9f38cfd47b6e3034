import LakeTesting
import ObjectStorage
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// What every ``ErasableStore`` must do.
enum ErasureCheck {
    /// Fills a folder, erases it as a page-wise caller does, and looks at what is left.
    static func run(_ store: some ErasableStore) async throws {
        let own = ["dt=1/a.parquet", "dt=1/b b+&%.parquet", "dt=2/c.parquet", "d"]
        let neighbours = ["a/t=10/x", "a/t=1", "a/t=1-a/x", "b/t=1/x"].filter {
            // A directory cannot hold a file beside a directory of one name.
            !($0 == "a/t=1" && store is LocalObjectStore)
        }
        for path in own.map({ "a/t=1/\($0)" }) + neighbours {
            try await store.put(ObjectKey(path), [1], mode: .overwrite)
            try await store.put(ObjectKey(path), [1, 2], mode: .overwrite)
        }
        try await store.delete(ObjectKey("a/t=1/d"))
        let upload = try await store.beginMultipart(ObjectKey("a/t=1/up"), mode: .overwrite)
        try await upload.uploadPart(1, [1])

        let before = try await all(store)
        let live = before.filter { $0.kind == .version }.map(\.path)
        for path in own.dropLast() { #expect(live.contains("a/t=1/\(path)")) }
        #expect(before.allSatisfy { $0.path.hasPrefix("a/t=1/") })

        for _ in 0..<3 { try await erase(store) }
        #expect(try await all(store) == [])
        #expect(try await store.list(prefix: "a/t=1/", after: nil).objects.isEmpty)
        let folders = try await store.listFolders(below: "a/", after: nil).folders
        #expect(folders == ["t=1-a", "t=10"])
        for path in neighbours {
            #expect(try await store.get(ObjectKey(path), range: nil) == [1, 2])
        }
        // Again, of what is gone.
        try await store.erase(before)
        for path in neighbours { try await store.delete(ObjectKey(path)) }
    }

    private static func erase(_ store: some ErasableStore) async throws {
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: "a/t=1/", after: mark)
            try await store.erase(page.remnants)
            mark = page.next
        } while mark != nil
    }

    private static func all(_ store: some ErasableStore) async throws -> [Remnant] {
        var found: [Remnant] = []
        var mark: RemnantMark?
        repeat {
            let page = try await store.remnants(below: "a/t=1/", after: mark)
            found += page.remnants
            mark = page.next
        } while mark != nil
        return found
    }
}

@Suite("Everything below a folder")
struct ErasureTests {
    @Test("nothing is left of a folder in a directory, and its neighbours stay")
    func local() async throws {
        try await TestStores.withLocal { store, _ in try await ErasureCheck.run(store) }
    }

    @Test("nothing is left of a folder in memory, and its neighbours stay")
    func memory() async throws {
        try await ErasureCheck.run(InMemoryObjectStore())
    }

    @Test("pages of a directory hold a thousand files each")
    func pages() async throws {
        try await TestStores.withLocal { store, _ in
            for number in 0..<1001 {
                try await store.putDeferred(ObjectKey("a/t=1/\(number)"), [], mode: .create)
            }
            let first = try await store.remnants(below: "a/t=1/", after: nil)
            let second = try await store.remnants(below: "a/t=1/", after: first.next)
            #expect(first.remnants.count == 1000)
            #expect(second.remnants.count == 1)
        }
    }

    @Test("a folder that holds what is no object is told, and stays")
    func link() async throws {
        try await TestStores.withLocal { store, path in
            try await store.put(ObjectKey("a/t=1/x"), [1], mode: .create)
            #expect(symlink("/nowhere", "\(path)/a/t=1/link") == 0)
            let objects = try await store.remnants(below: "a/t=1/", after: nil)
            try await store.erase(objects.remnants)
            let folders = try await store.remnants(below: "a/t=1/", after: objects.next)
            #expect(folders.remnants == [Remnant(.folder, "a/t=1/")])
            let error = try await #require(throws: ObjectStoreError.self) {
                try await store.erase(folders.remnants)
            }
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains("it holds link"))
        }
    }
}

import Foundation
import ObjectStorage
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite("LocalObjectStore")
struct LocalObjectStoreTests {
    private let key = ObjectKey("clicks/tenantId=t/dt=2026-01-01/a.parquet")

    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test("a missing root is made, and nothing of the store's own lies among the data")
    func root() async throws {
        try await TestStores.withDirectory { directory in
            let path = "\(directory)/new/root"
            let store = try LocalObjectStore(directory: path, runtime: .live)
            try await store.put(key, [1], mode: .create)
            #expect(store.location == "file://\(path)")
            #expect(try names(path) == ["_lakewriter", "clicks"])
            #expect(try names("\(path)/clicks/tenantId=t/dt=2026-01-01") == ["a.parquet"])
            #expect(try names("\(path)/_lakewriter/tmp").isEmpty)
        }
    }

    @Test("what fails leaves no temporary file")
    func leavesNothing() async throws {
        try await TestStores.withLocal { store, path in
            try await store.put(key, [1], mode: .create)
            _ = try? await store.put(key, [1], mode: .create)
            _ = try? await store.put(key, [1], mode: .update(ifMatch: "x"))
            _ = try? await store.put(ObjectKey("clicks"), [1], mode: .overwrite)
            _ = try? await store.put(ObjectKey("\(key.path)/below"), [1], mode: .overwrite)
            do {
                let upload = try await store.beginMultipart(key, mode: .create)
                try await upload.uploadPart(2, [1, 2])
                try await upload.uploadPart(1, [1, 2, 3])
                _ = try? await upload.complete()
            }
            #expect(try names("\(path)/_lakewriter/tmp").isEmpty)
        }
    }

    @Test("an object and a directory of one name exclude each other")
    func directories() async throws {
        try await TestStores.withLocal { store, _ in
            try await store.put(key, [1], mode: .create)
            for mode in [PutMode.create, .overwrite] {
                for path in ["clicks", "\(key.path)/below"] {
                    await #expect(throws: ObjectStoreError(.invalidRequest, "")) {
                        try await store.put(ObjectKey(path), [1], mode: mode)
                    }
                }
            }
            await #expect(throws: ObjectStoreError(.notFound, "")) {
                try await store.get(ObjectKey("\(key.path)/below"), range: nil)
            }
        }
    }

    @Test("files that a crash left behind are removed at the next start, those in use are not")
    func stale() async throws {
        try await TestStores.withLocal { store, path in
            let upload = try await store.beginMultipart(key, mode: .create)
            try await upload.uploadPart(1, [1, 2, 3])
            let inUse = try names("\(path)/_lakewriter/tmp")
            try Data([1]).write(to: URL(fileURLWithPath: "\(path)/_lakewriter/tmp/9-9"))
            _ = try LocalObjectStore(directory: path, runtime: .live)
            #expect(try names("\(path)/_lakewriter/tmp") == inUse)
            try await upload.complete()
            #expect(try await store.get(key, range: nil) == [1, 2, 3])
        }
    }

    @Test("symbolic links lead nowhere")
    func links() async throws {
        try await TestStores.withLocal { store, path in
            try await TestStores.withDirectory { outside in
                try Data([7]).write(to: URL(fileURLWithPath: "\(outside)/secret"))
                let files = FileManager.default
                try files.createSymbolicLink(atPath: "\(path)/out", withDestinationPath: outside)
                try files.createSymbolicLink(
                    atPath: "\(path)/file",
                    withDestinationPath: "\(outside)/secret"
                )
                for key in [ObjectKey("out/secret"), ObjectKey("file")] {
                    let thrown = await #expect(throws: ObjectStoreError.self) {
                        try await store.get(key, range: nil)
                    }
                    #expect(thrown.map { [.misconfigured, .notFound].contains($0.code) } == true)
                }
                await #expect(throws: ObjectStoreError.self) {
                    try await store.put(ObjectKey("out/new"), [1], mode: .create)
                }
                #expect(try names(outside) == ["secret"])
                #expect(try await store.list(prefix: "", after: nil).objects.isEmpty)
            }
        }
    }

    @Test("a listing stays below the root", arguments: ["../", "..", "/", "a//", "./", "a/../../"])
    func staysBelow(prefix: String) async throws {
        try await TestStores.withLocal { store, _ in
            try await store.put(ObjectKey("a/b"), [1], mode: .create)
            #expect(try await store.list(prefix: prefix, after: nil).objects.isEmpty)
        }
    }

    @Test("the store's own files are no objects")
    func own() async throws {
        try await TestStores.withLocal { store, _ in
            try await store.put(ObjectKey("_lakewriter/state.json"), [1], mode: .create)
            for path in ["_lakewriter/lock", "_lakewriter/tmp/x", "_lakewriter/tmp"] {
                await #expect(throws: ObjectStoreError(.invalidRequest, ""), "\(path)") {
                    try await store.put(ObjectKey(path), [1], mode: .overwrite)
                }
                await #expect(throws: ObjectStoreError(.notFound, "")) {
                    try await store.get(ObjectKey(path), range: nil)
                }
            }
            let listed = try await store.list(prefix: "", after: nil)
            #expect(listed.objects.map(\.key.path) == ["_lakewriter/state.json"])
        }
    }

    @Test("two stores on one directory race as two processes do")
    func twoStores() async throws {
        try await TestStores.withLocal { first, path in
            let second = try LocalObjectStore(directory: path, runtime: .live)
            var tag = try await first.put(key, [0], mode: .create).entityTag
            for round in UInt8(1)..<30 {
                let mode = PutMode.update(ifMatch: tag)
                async let one = try? first.put(key, [round, 1], mode: mode)
                async let other = try? second.put(key, [round, 2], mode: mode)
                let winners = await [one, other].compactMap { $0 }
                #expect(winners.count == 1)
                tag = try #require(winners.first).entityTag
                #expect(try await first.head(key).entityTag == tag)
            }
        }
    }

    @Test("a root that cannot be made says who must mend it")
    func roots() async throws {
        try await TestStores.withDirectory { directory in
            try Data().write(to: URL(fileURLWithPath: "\(directory)/file"))
            for path in ["\(directory)/file", "\(directory)/file/below", "relative", "/proc/none"] {
                let error = #expect(throws: ObjectStoreError.self) {
                    try LocalObjectStore(directory: path, runtime: .live)
                }
                #expect(
                    error.map { [.misconfigured, .denied].contains($0.code) } == true,
                    "\(path)"
                )
            }
        }
    }

    @Test("system calls' failures mean what a caller can do")
    func codes() {
        for (number, code) in [
            (ENOSPC, ObjectStoreError.Code.full), (EDQUOT, .full), (EROFS, .denied),
            (EACCES, .denied), (EIO, .unavailable), (EMFILE, .unavailable), (ELOOP, .misconfigured),
        ] {
            #expect(ObjectStoreError.systemCall("write", number, "/x").code == code)
        }
    }

    @Test("a full disk is full, and nothing half-written appears")
    func full() async throws {
        // A tiny file system, where the tests may mount one.
        try await TestStores.withDirectory { directory in
            guard mount("tmpfs", directory, "tmpfs", 0, "size=256k") == 0 else { return }
            defer { umount2(directory, 2) }
            let store = try LocalObjectStore(directory: directory, runtime: .live)
            let big = [UInt8](repeating: 1, count: 1 << 20)
            await #expect(throws: ObjectStoreError(.full, "")) {
                try await store.put(key, big, mode: .create)
            }
            await #expect(throws: ObjectStoreError(.notFound, "")) { try await store.head(key) }
            try await store.put(key, [1], mode: .create)
        }
    }
}

import LakeModel
import LakeTesting
import ObjectStorage
import Pipeline
import Testing

@Suite("TenantStore")
struct TenantStoreTests {
    @Test("the first change makes the object, and the next ones keep what it says")
    func changes() async throws {
        let tenants = TenantStore(InMemoryObjectStore())
        #expect(try await tenants.read() == nil)
        #expect(try await tenants.entityTag() == nil)
        try await tenants.update(TenantID("acme")) { $0.state = .suspended }
        try await tenants.update(TenantID("beta")) { $0.note = "new" }
        let contents = try #require(try await tenants.read())
        #expect(contents.directory.tenants.count == 2)
        #expect(contents.directory.tenants[try TenantID("acme")]?.state == .suspended)
        #expect(contents.entityTag == (try await tenants.entityTag()))
        #expect(contents.bytes == contents.directory.json)
    }

    @Test("a change that changes nothing is not written")
    func noChange() async throws {
        let tenants = TenantStore(InMemoryObjectStore())
        try await tenants.update(TenantID("acme")) { $0.state = .suspended }
        let tag = try await tenants.entityTag()
        try await tenants.update(TenantID("acme")) { $0.state = .suspended }
        #expect(try await tenants.entityTag() == tag)
    }

    @Test("of many changes at once none is lost")
    func contention() async throws {
        let store = InMemoryObjectStore()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    try await TenantStore(store).update(TenantID("tenant-\(number)")) {
                        $0.note = "\(number)"
                    }
                }
            }
            try await group.waitForAll()
        }
        let contents = try #require(try await TenantStore(store).read())
        #expect(contents.directory.tenants.count == 12)
    }

    @Test("a put whose answer was lost is looked for, not repeated blindly")
    func lostAnswers() async throws {
        let inner = InMemoryObjectStore()
        let store = FaultyObjectStore(inner, plan: FaultPlan([.init(.put, 0, .failAfter)]))
        try await TenantStore(store).update(TenantID("acme")) { $0.state = .suspended }
        let contents = try #require(try await TenantStore(inner).read())
        #expect(contents.directory.tenants[try TenantID("acme")]?.state == .suspended)
    }

    @Test("an object of a newer format, or none at all, is neither read nor written over")
    func unreadable() async throws {
        let store = InMemoryObjectStore()
        for text in [#"{"format": 2, "tenants": {}}"#, "not JSON", ""] {
            let bytes = Array(text.utf8)
            try await store.put(TenantStore.key, bytes, mode: .overwrite)
            let error = await #expect(throws: TenantStoreError.self) {
                try await TenantStore(store).update(TenantID("acme")) { $0.state = .erased }
            }
            #expect(error?.code == .unreadable)
            #expect(try await store.get(TenantStore.key, range: nil) == bytes)
        }
    }

    @Test("what the change throws is thrown, and nothing is written")
    func refusedChange() async throws {
        struct Refused: Error {}
        let store = InMemoryObjectStore()
        await #expect(throws: Refused.self) {
            try await TenantStore(store).update { _ in throw Refused() }
        }
        #expect(try await TenantStore(store).read() == nil)
    }
}

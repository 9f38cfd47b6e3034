import LakeTesting
import ObjectStorage
import Testing

@Suite("FaultyObjectStore")
struct FaultyObjectStoreTests {
    private let key = ObjectKey("a/b")

    @Test("a put that fails before leaves nothing, one that fails after leaves the object")
    func beforeAndAfter() async throws {
        let inner = InMemoryObjectStore()
        let plan = FaultPlan([.init(.put, 0, .failBefore(.full)), .init(.put, 1, .failAfter)])
        let store = FaultyObjectStore(inner, plan: plan)
        await #expect(throws: ObjectStoreError(.full, "")) {
            try await store.put(key, [1], mode: .create)
        }
        await #expect(throws: ObjectStoreError(.notFound, "")) { try await inner.head(key) }
        await #expect(throws: ObjectStoreError(.outcomeUnknown, "")) {
            try await store.put(key, [2], mode: .create)
        }
        #expect(try await inner.get(key, range: nil) == [2])
        await #expect(throws: ObjectStoreError(.alreadyExists, "")) {
            try await store.put(key, [3], mode: .create)
        }
        #expect(store.injected.map(\.fault) == [.failBefore(.full), .failAfter])
    }

    @Test("a torn upload never becomes visible")
    func torn() async throws {
        let inner = InMemoryObjectStore()
        let plan = FaultPlan([.init(.complete, 0, .tornMultipart)])
        let store = FaultyObjectStore(inner, plan: plan)
        let upload = try await store.beginMultipart(key, mode: .create)
        try await upload.uploadPart(1, [1])
        await #expect(throws: ObjectStoreError(.outcomeUnknown, "")) { try await upload.complete() }
        await #expect(throws: ObjectStoreError(.notFound, "")) { try await upload.complete() }
        await #expect(throws: ObjectStoreError(.notFound, "")) { try await inner.head(key) }
    }

    @Test("one seed gives one history", arguments: [UInt64(1), 2, 3])
    func seeded(seed: UInt64) async throws {
        func history() async -> [FaultyObjectStore.Injected] {
            let rates = FaultPlan.Rates(failBefore: 100, failAfter: 100, delay: 100)
            let plan = FaultPlan(seed: seed, rates: rates)
            let store = FaultyObjectStore(InMemoryObjectStore(), plan: plan)
            for number in 0..<200 {
                _ = try? await store.put(ObjectKey("k\(number % 7)"), [1], mode: .overwrite)
                _ = try? await store.get(ObjectKey("k\(number % 5)"), range: nil)
            }
            return store.injected
        }
        let first = await history()
        #expect(await history() == first)
        #expect(first.count > 50)
    }
}

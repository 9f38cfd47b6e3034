import LakeTesting
import ObjectStorage
import Testing

@Suite("ObjectStore conformance")
struct ConformanceTests {
    @Test("memory conforms", arguments: ObjectStoreConformance.checks)
    func memory(check: ObjectStoreConformance.Check) async throws {
        try await check.run(InMemoryObjectStore())
    }

    @Test("a directory conforms", arguments: ObjectStoreConformance.checks)
    func directory(check: ObjectStoreConformance.Check) async throws {
        try await TestStores.withLocal { store, _ in try await check.run(store) }
    }

    @Test("S3 conforms", .enabled(if: TestS3.current != nil, TestS3.reason))
    func bucket() async throws {
        try await run { _ in }
    }

    @Test(
        "S3 conforms with checksums and without payload hashes",
        .enabled(if: TestS3.current != nil, TestS3.reason)
    )
    func bucketWithChecksums() async throws {
        let location = try TestS3.location("checksums")
        try await run { settings in
            settings.location = location
            settings.checksum = .crc32c
            settings.payloadHash = .unsigned
        }
    }

    private func run(_ change: (inout S3Settings) -> Void) async throws {
        let store = try TestS3.store(change)
        for check in try await TestS3.checks() {
            do {
                try await check.run(store)
            } catch {
                Issue.record(error, "\(check)")
            }
        }
    }

    @Test("a store with a quiet fault plan conforms", arguments: ObjectStoreConformance.checks)
    func quietFaults(check: ObjectStoreConformance.Check) async throws {
        try await check.run(FaultyObjectStore(InMemoryObjectStore(), plan: FaultPlan()))
    }
}

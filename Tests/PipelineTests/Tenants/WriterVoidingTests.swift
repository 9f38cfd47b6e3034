import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Pipeline
import Synchronization
import Testing

@Suite("Writer of a tenant that is being erased")
struct WriterVoidingTests {
    private let bench: Bench
    private let store = InMemoryObjectStore()
    private let erased = ErasedTenants()

    init() throws {
        bench = try Bench()
    }

    private func start(
        _ store: (any ObjectStore)? = nil,
        schemas: SchemaCatalog? = nil
    ) async throws -> TestServer {
        try await bench.start(
            store ?? self.store,
            schemas: schemas,
            isVoid: { [erased] in erased.contains($0) },
            onVoid: { [erased] in erased.note($0) }
        )
    }

    /// Everything of a tenant in the lake, metadata included.
    private func remnants(of tenant: String) async throws -> [String] {
        try await store.list(prefix: "", after: nil).objects.map(\.key.path)
            .filter { $0.contains("tenantId=\(tenant)/") }
    }

    @Test("open rows are not written, those of others are, and the log forgets both")
    func openRows() async throws {
        let server = try await start()
        try await server.send(Events.lines(0..<10) + Events.bad)
        try await server.send(Events.lines(0..<7), of: "other")
        erased.insert("acme")
        server.clock.advance(by: .seconds(1))
        server.writer.tick()
        try await eventually("only the other's rows are left") {
            server.writer.pendingGenerations == 1
        }
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
        #expect(try await store.rowCount("clicks/tenantId=other/") == 7)
        #expect(
            erased.voided["acme"]
                == VoidedEvents(tenant: try TenantID("acme"), generations: 2, rows: 11)
        )
        #expect(erased.voided["other"] == nil)
    }

    @Test("events that come after the door was passed are refused")
    func refused() async throws {
        let server = try await start()
        erased.insert("acme")
        await #expect(throws: IngestError.self) { try await server.send(Events.lines(0..<1)) }
        try await server.send(Events.lines(0..<1), of: "other")
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
    }

    @Test("a start after the erasure brings nothing back, and neither does the one behind it")
    func restart() async throws {
        var server = try await start()
        try await server.send(Events.lines(0..<10) + Events.bad)
        try await server.send(Events.lines(0..<7), of: "other")
        try await server.abandon()
        erased.insert("acme")
        server = try await start()
        try await server.send(Events.lines(7..<9), of: "other")
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
        #expect(erased.voided["acme"]?.rows == 11)
        // The tenant comes back, empty: what the log held of it is done.
        erased.remove("acme")
        server = try await start()
        try await server.send(Events.lines(100..<103))
        try await server.stop()
        #expect(try await store.rowCount("clicks/tenantId=acme/") == 3)
        #expect(try await store.rowCount("clicks/tenantId=other/") == 9)
    }

    @Test("a file that was written before the stop, and not committed, is removed at the start")
    func writtenBefore() async throws {
        let committer = RecordingCommitter()
        committer.fail(CatalogError(.unavailable, "away"))
        var server = try await bench.start(store, makeCommitter: { _, _ in committer })
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("the file is there") { try await store.keys().count == 1 }
        try await server.abandon()
        erased.insert("acme")
        server = try await start()
        try await eventually("the file is gone") { try await store.keys().isEmpty }
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
    }

    @Test("a write that fails over and over is given up")
    func failingWrite() async throws {
        let faulty = FaultyObjectStore(
            store,
            plan: FaultPlan((0..<1000).map { .init(.put, $0, .failBefore(.unavailable)) })
        )
        let server = try await start(faulty)
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("a put was tried") { !faulty.injected.isEmpty }
        erased.insert("acme")
        try await eventually("nothing is pending") {
            server.clock.advance(by: .seconds(1))
            server.writer.tick()
            return server.writer.pendingGenerations == 0
        }
        faulty.setActive(false)
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
    }

    @Test("a commit that is under way makes no table, and its file is removed")
    func tableIsNotMade() async throws {
        let server = try await start(HoldingStore(store, erased))
        try await server.send(Events.lines(0..<10))
        server.seal()
        try await eventually("nothing is pending") {
            server.clock.advance(by: .seconds(61))
            server.writer.tick()
            return server.writer.pendingGenerations == 0
        }
        try await server.stop()
        #expect(erased.contains(try TenantID("acme")))
        #expect(try await store.keys().isEmpty)
        #expect(try await store.list(prefix: "_catalog/", after: nil).objects.isEmpty)
    }

    @Test("a log that cannot be read again holds up no start when it is the erased tenant's")
    func schemaGone() async throws {
        var server = try await start()
        try await server.send(Events.lines(0..<3), to: "sales")
        try await server.abandon()
        let without = SchemaCatalog(current: [try Tables.plain("clicks")])
        await #expect(throws: ReplayError.self) { try await start(schemas: without) }
        erased.insert("acme")
        server = try await start(schemas: without)
        try await server.stop()
        #expect(try await remnants(of: "acme").isEmpty)
    }

    /// A store through which the tenant is erased as soon as a data file of it is there.
    private final class HoldingStore: ObjectStore {
        private let store: InMemoryObjectStore
        private let erased: ErasedTenants

        init(_ store: InMemoryObjectStore, _ erased: ErasedTenants) {
            self.store = store
            self.erased = erased
        }

        var location: String { store.location }

        func put(
            _ key: ObjectKey,
            _ bytes: [UInt8],
            mode: PutMode
        ) async throws(ObjectStoreError) -> ObjectAttributes {
            let attributes = try await store.put(key, bytes, mode: mode)
            if key.path.hasPrefix("clicks/") { erased.insert("acme") }
            return attributes
        }

        func beginMultipart(
            _ key: ObjectKey,
            mode: PutMode
        ) async throws(ObjectStoreError) -> any MultipartUpload {
            try await store.beginMultipart(key, mode: mode)
        }

        func get(_ key: ObjectKey, range: Range<Int>?) async throws(ObjectStoreError) -> [UInt8] {
            try await store.get(key, range: range)
        }

        func head(_ key: ObjectKey) async throws(ObjectStoreError) -> ObjectAttributes {
            try await store.head(key)
        }

        func list(prefix: String, after: ObjectKey?) async throws(ObjectStoreError) -> ObjectPage {
            try await store.list(prefix: prefix, after: after)
        }

        func listFolders(
            below prefix: String,
            after: String?
        ) async throws(ObjectStoreError) -> FolderPage {
            try await store.listFolders(below: prefix, after: after)
        }

        func delete(_ key: ObjectKey) async throws(ObjectStoreError) {
            try await store.delete(key)
        }
    }
}

/// The tenants that are being erased, as a test says, and what was voided of them.
final class ErasedTenants: Sendable {
    private let names = Mutex<Set<String>>([])
    private let told = Mutex<[String: VoidedEvents]>([:])

    /// What was voided, by tenant.
    var voided: [String: VoidedEvents] { told.withLock { $0 } }

    func insert(_ tenant: String) { names.withLock { _ = $0.insert(tenant) } }
    func remove(_ tenant: String) { names.withLock { _ = $0.remove(tenant) } }
    func contains(_ tenant: TenantID) -> Bool { names.withLock { $0.contains("\(tenant)") } }
    func note(_ events: VoidedEvents) { told.withLock { $0["\(events.tenant)"] = events } }
}

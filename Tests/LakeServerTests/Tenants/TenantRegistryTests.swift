import Foundation
import LakeModel
import LakeServer
import LakeTesting
import ObjectStorage
import Pipeline
import Testing

@Suite("TenantRegistry")
struct TenantRegistryTests {
    private final class Place {
        let path = NSTemporaryDirectory() + "/registry-\(UUID())"
        let logs = RecordingLogs()
        let clock = TestClock()

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ text: String, to name: String) throws {
            // Replaced as a whole, so that another file lies there whatever the clock's grain.
            try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"), options: .atomic)
        }

        func registry(
            _ store: any ObjectStore,
            file: String? = nil,
            defaults: TenantDirectory = TenantDirectory()
        ) -> TenantRegistry {
            var sources = TenantRegistry.Sources(store: TenantStore(store))
            sources.path = file.map { "\(path)/\($0)" }
            sources.defaults = defaults
            sources.dataDirectory = path
            return TenantRegistry(
                sources,
                uptime: { [clock] in .seconds(clock.now) },
                logger: logs.logger
            )
        }
    }

    private let place: Place
    private let acme: TenantID
    private let store = InMemoryObjectStore()

    init() throws {
        place = try Place()
        acme = try TenantID("acme")
    }

    private func put(_ text: String) async throws {
        try await store.put(TenantStore.key, Array(text.utf8), mode: .overwrite)
    }

    /// The store, and nothing can be read of it until it is set inactive.
    private var away: FaultyObjectStore {
        FaultyObjectStore(
            store,
            plan: FaultPlan((0..<1000).map { .init(.head, $0, .failBefore(.unavailable)) })
        )
    }

    @Test("before anything was read nobody is served, and without any source everybody is")
    func empty() async throws {
        let registry = place.registry(store)
        #expect(registry.record(of: acme) == nil && !registry.isRead)
        try await registry.start()
        #expect(registry.record(of: acme) == TenantRecord() && registry.isRead)
        #expect(place.logs.lines.allSatisfy { !$0.hasPrefix("error") })
    }

    @Test("configuration, file and store are put together, the later above the earlier")
    func layers() async throws {
        try place.write(
            #"{"tenants": {"acme": {"open-tables": 3, "state": "suspended"}}}"#,
            to: "tenants.json"
        )
        try await put(#"{"tenants": {"acme": {"burst-seconds": 9, "state": "active"}}}"#)
        let defaults = TenantDirectory(
            defaults: TenantRecord(quota: TenantQuota(eventsPerSecond: .atMost(5)))
        )
        let registry = place.registry(store, file: "tenants.json", defaults: defaults)
        try await registry.start()
        let record = try #require(registry.record(of: acme))
        #expect(record.quota.eventsPerSecond == .atMost(5))
        #expect(record.quota.openTables == .atMost(3))
        #expect(record.quota.burstSeconds == 9)
        #expect(record.state == .suspended, "what takes more away counts")
        #expect(registry.report.counts == [.suspended: 1])
    }

    @Test("a change in the store counts from the next look on, and an erased tenant is void")
    func storeChanges() async throws {
        let registry = place.registry(store)
        try await registry.start()
        let tenants = TenantStore(store)
        for state in TenantState.allCases {
            try await tenants.update(acme) { $0.state = state }
            await registry.refreshStore()
            #expect(registry.record(of: acme)?.state == state)
            #expect(registry.isVoid(acme) == state.isVoid)
        }
        try await tenants.update(acme) { $0.state = .active }
        await registry.refreshStore()
        #expect(registry.record(of: acme)?.state == .active, "an operator brings it back")
    }

    @Test("a change of the file counts from the next look on; a broken one leaves what was")
    func fileChanges() async throws {
        try place.write(#"{"unknown": "refuse"}"#, to: "tenants.json")
        let registry = place.registry(store, file: "tenants.json")
        try await registry.start()
        #expect(registry.record(of: acme) == nil && registry.isRead)
        try place.write(#"{"unknown": "refuse", "tenants": {"acme": {}}}"#, to: "tenants.json")
        registry.refreshFile()
        #expect(registry.record(of: acme) != nil)
        try place.write(#"{"unknown": "refuse", "tenants": {"#, to: "tenants.json")
        for _ in 0..<5 { registry.refreshFile() }
        #expect(registry.record(of: acme) != nil)
        #expect(registry.report.fileComplaint != nil)
        #expect(place.logs.lines.filter { $0.hasPrefix("error") }.count == 1, "told once")
        try FileManager.default.removeItem(atPath: "\(place.path)/tenants.json")
        registry.refreshFile()
        #expect(registry.record(of: acme) != nil, "a file that is gone takes nobody with it")
        try place.write(#"{"unknown": "provision"}"#, to: "tenants.json")
        registry.refreshFile()
        #expect(registry.report.fileComplaint == nil)
        #expect(try registry.record(of: TenantID("stranger")) != nil)
    }

    @Test("a folder holds a file for each tenant, and may hold the defaults")
    func folder() async throws {
        try FileManager.default.createDirectory(
            atPath: place.path + "/tenants",
            withIntermediateDirectories: false
        )
        try place.write(#"{"state": "suspended"}"#, to: "tenants/acme.json")
        try place.write(#"{"note": "nothing special"}"#, to: "tenants/defaults.json")
        try place.write(#"{"unknown": "refuse"}"#, to: "tenants/_defaults.json")
        let registry = place.registry(store, file: "tenants")
        try await registry.start()
        #expect(registry.record(of: acme)?.state == .suspended)
        #expect(try registry.record(of: TenantID("defaults"))?.note == "nothing special")
        #expect(try registry.record(of: TenantID("stranger")) == nil)
        try place.write("{}", to: "tenants/Not-A-Tenant.json")
        registry.refreshFile()
        #expect(registry.report.fileComplaint?.contains("the file's name") == true)
    }

    @Test("a start refuses a source that is not understood", arguments: ["{", "[]", #"{"a": 1}"#])
    func brokenStart(text: String) async throws {
        try await put(text)
        await #expect(throws: TenantStoreError.self) { try await place.registry(store).start() }
        try place.write(text, to: "tenants.json")
        await #expect(throws: TenantFileError.self) {
            try await place.registry(InMemoryObjectStore(), file: "tenants.json").start()
        }
        await #expect(throws: TenantFileError.self) {
            try await place.registry(InMemoryObjectStore(), file: "none.json").start()
        }
    }

    @Test("an object that breaks while the server runs leaves what was, and is told of once")
    func brokenObject() async throws {
        try await TenantStore(store).update(acme) { $0.state = .suspended }
        let registry = place.registry(store)
        try await registry.start()
        for text in [#"{"format": 2}"#, "{"] {
            try await put(text)
            for _ in 0..<5 { await registry.refreshStore() }
            #expect(registry.record(of: acme)?.state == .suspended)
            #expect(registry.report.storeComplaint != nil)
        }
        #expect(place.logs.lines.filter { $0.hasPrefix("error") }.count == 2)
        place.clock.advance(by: 30)
        #expect(registry.report.storeAge == .seconds(30))
        try await put(#"{"tenants": {"acme": {"state": "active"}}}"#)
        await registry.refreshStore()
        #expect(registry.record(of: acme)?.state == .active)
        #expect(registry.report.storeComplaint == nil && registry.report.storeAge == .zero)
    }

    @Test("an object that is taken away brings nobody back, not even over a restart")
    func vanished() async throws {
        try await TenantStore(store).update(acme) { $0.state = .erased }
        let registry = place.registry(store)
        try await registry.start()
        try await store.delete(TenantStore.key)
        await registry.refreshStore()
        #expect(registry.record(of: acme)?.state == .erased)
        #expect(registry.report.storeComplaint?.contains("is gone") == true)
        let next = place.registry(store)
        try await next.start()
        #expect(next.record(of: acme)?.state == .erased)
        try await TenantStore(store).update(acme) { $0.state = .active }
        await next.refreshStore()
        #expect(next.record(of: acme)?.state == .active && next.report.storeComplaint == nil)
    }

    @Test("while the store is away, what an earlier start knew counts; the first lets nobody in")
    func storeAway() async throws {
        try await TenantStore(store).update(acme) { $0.state = .suspended }
        let away = away
        let first = place.registry(away)
        try await first.start()
        #expect(first.record(of: acme) == nil && !first.isRead)
        #expect(try first.record(of: TenantID("beta")) == nil)
        away.setActive(false)
        await first.refreshStore()
        #expect(first.record(of: acme)?.state == .suspended && first.isRead)
        away.setActive(true)
        let second = place.registry(away)
        try await second.start()
        #expect(second.record(of: acme)?.state == .suspended)
        #expect(try second.record(of: TenantID("beta"))?.state == .active)
        #expect(second.report.storeComplaint != nil && second.report.storeAge == nil)
    }

    @Test("ten thousand tenants are read and looked up in no time")
    func many() async throws {
        var directory = TenantDirectory(unknown: .refuse)
        for number in 0..<10_000 {
            directory.tenants[try TenantID("tenant-\(number)")] = TenantRecord(
                state: number % 100 == 0 ? .suspended : .active,
                quota: TenantQuota(
                    eventsPerSecond: .atMost(1000),
                    bytesPerSecond: .atMost(1 << 20)
                ),
                tables: [try TableName("clicks"), try TableName("orders")]
            )
        }
        try await store.put(TenantStore.key, directory.json, mode: .overwrite)
        let registry = place.registry(store)
        let clock = ContinuousClock()
        let reading = try await clock.measure { try await registry.start() }
        #expect(registry.report.counts == [.active: 9900, .suspended: 100])
        let last = try TenantID("tenant-9999")
        let looking = clock.measure {
            for _ in 0..<100_000 { precondition(registry.record(of: last) != nil) }
        }
        print(
            "10,000 tenants: \(directory.json.count) bytes read in \(reading); \(looking / 100_000) a look"
        )
        // A debug build on a busy machine; a scan of all tenants would take a hundred times as long.
        #expect(reading < .seconds(30))
        #expect(looking / 100_000 < .microseconds(100))
    }
}

import Iceberg
import LakeModel
import ObjectStorage
import Synchronization
import Testing

@Suite("TenantErasure")
struct TenantErasureTests {
    /// Answers as the store behind it, and calls a hook before each removal.
    private final class Hooked: ForwardingStore, ErasableStore {
        let store: any ObjectStore
        private let inner: LocalObjectStore
        private let beforeErasing: @Sendable (Int) async throws(ObjectStoreError) -> Void
        private let count = Mutex(0)

        init(
            _ store: LocalObjectStore,
            _ beforeErasing: @escaping @Sendable (Int) async throws(ObjectStoreError) -> Void
        ) {
            self.store = store
            inner = store
            self.beforeErasing = beforeErasing
        }

        func foldersOfRemnants(
            below prefix: String
        ) async throws(ObjectStoreError) -> Set<String> {
            try await inner.foldersOfRemnants(below: prefix)
        }

        func remnants(
            below folder: String,
            after mark: RemnantMark?
        ) async throws(ObjectStoreError) -> RemnantPage {
            try await inner.remnants(below: folder, after: mark)
        }

        func erase(_ remnants: [Remnant]) async throws(ObjectStoreError) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            try await beforeErasing(number)
            try await inner.erase(remnants)
        }
    }

    /// Everything else that lies in the lake of a test.
    private static let neighbours = [
        "clicks/tenantId=acme-2/dt=2026-01-01/a.parquet",
        "clicks/tenantId=acm/dt=2026-01-01/a.parquet",
        "clicks/tenantId=other/tenantId=acme/a.parquet",
        "dead_letters/tenantId=other/dt=2026-01-01/a.parquet",
        "_catalog/tenantId=acme_2/clicks/metadata/v1.metadata.json",
        "_lakewriter/tenantId=acme/x", "Not A Table/tenantId=acme/x",
    ]

    private func fill(_ lake: MaintainedLake) async throws {
        for number in 0..<5 { try await lake.append("f\(number)") }
        for path in Self.neighbours + [
            "dead_letters/tenantId=acme/dt=2026-01-01/a.parquet",
            "gone/tenantId=acme/dt=2026-01-01/stray",
            "_catalog/tenantId=acme/broken/metadata/v1.metadata.json",
        ] {
            try await lake.store.put(ObjectKey(path), [1, 2, 3], mode: .create)
        }
    }

    private func erasure(
        _ lake: MaintainedLake,
        _ store: (any ErasableStore)? = nil,
        roundsMax: Int = 10
    ) -> TenantErasure {
        TenantErasure(
            of: lake.table.tenant,
            from: store ?? lake.store,
            catalog: lake.catalog,
            settings: ErasureSettings(settle: .zero, roundsMax: roundsMax),
            runtime: ObjectStoreRuntime(
                now: lake.now,
                uptime: { .zero },
                random: { 0.5 },
                sleep: { _ in }
            )
        )
    }

    /// The keys of all objects.
    private func keys(_ lake: MaintainedLake) async throws -> Set<String> {
        Set(try await lake.store.list(prefix: "", after: nil).objects.map(\.key.path))
    }

    @Test("everything of a tenant goes, and everything else stays")
    func wholeTenant() async throws {
        let lake = try MaintainedLake()
        try await fill(lake)
        let said = try await erasure(lake).survey()
        let done = try await erasure(lake).run()
        #expect(try await keys(lake) == Set(Self.neighbours))
        #expect(said.tables == 2)
        #expect(done.tables == 2)
        #expect(
            Set(done.folders.keys) == [
                "clicks/tenantId=acme/", "dead_letters/tenantId=acme/", "gone/tenantId=acme/",
                "_catalog/tenantId=acme/",
            ]
        )
        #expect(done.folders["clicks/tenantId=acme/"]?.versions == 5)
        #expect(done.folders["clicks/tenantId=acme/"]?.bytes == 500)
        #expect(said.total.versions > 10)
        // One round that removes, and two that find nothing.
        #expect(done.rounds == 3)
        #expect(try await erasure(lake).survey().folders.isEmpty)
    }

    @Test("a survey removes nothing")
    func survey() async throws {
        let lake = try MaintainedLake()
        try await fill(lake)
        let before = try await keys(lake)
        _ = try await erasure(lake).survey()
        #expect(try await keys(lake) == before)
    }

    @Test("an erasure that is broken off anywhere is simply run again")
    func brokenOff() async throws {
        // Two pages of each of four folders.
        for point in 1...8 {
            let lake = try MaintainedLake()
            try await fill(lake)
            let broken = Hooked(lake.store) { number throws(ObjectStoreError) in
                if number == point { throw ObjectStoreError(.unavailable, "broken off") }
            }
            await #expect(throws: ObjectStoreError(.unavailable, "")) {
                try await erasure(lake, broken).run()
            }
            _ = try await erasure(lake).run()
            #expect(try await keys(lake) == Set(Self.neighbours))
        }
    }

    @Test("what arrives while it runs is removed as well")
    func arrivals() async throws {
        let lake = try MaintainedLake()
        try await fill(lake)
        let late = Hooked(lake.store) { number throws(ObjectStoreError) in
            guard (3..<6).contains(number) else { return }
            let key = ObjectKey("late/tenantId=acme/dt=2026-01-01/\(number).parquet")
            try await lake.store.put(key, [1], mode: .create)
        }
        let report = try await erasure(lake, late).run()
        #expect(report.folders["late/tenantId=acme/"]?.versions ?? 0 > 0)
        #expect(try await keys(lake) == Set(Self.neighbours))
    }

    @Test("somebody who goes on writing is told, and what was removed")
    func endless() async throws {
        let lake = try MaintainedLake()
        try await fill(lake)
        let endless = Hooked(lake.store) { number throws(ObjectStoreError) in
            let key = ObjectKey("late/tenantId=acme/\(number)")
            try await lake.store.put(key, [1], mode: .create)
        }
        let error = try await #require(throws: ErasureUnfinished.self) {
            try await erasure(lake, endless, roundsMax: 4).run()
        }
        #expect(error.report.rounds == 4)
        #expect(error.report.total.versions > 8)
        #expect("\(error)".contains("acme kept arriving"))
    }

    @Test("a commit that is under way when the table is dropped does not bring it back")
    func lateCommit() async throws {
        let lake = try MaintainedLake()
        try await lake.append("a")
        let base = try await lake.catalog.loadTable(lake.table)
        #expect(try await lake.catalog.eraseTable(lake.table))
        await #expect(throws: CatalogError(.noSuchTable, "")) {
            try await lake.catalog.commit(
                to: base,
                requirements: [],
                updates: [.setProperties(["a": "b"])]
            )
        }
        #expect(try await !lake.catalog.eraseTable(lake.table))
    }
}

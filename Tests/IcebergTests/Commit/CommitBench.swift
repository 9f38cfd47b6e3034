import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Synchronization

/// A lake with one table, and all that a test of commits needs beside it.
struct CommitBench: Sendable {
    static let log: UInt64 = 0xA11CE

    let store: any ObjectStore
    let catalog: any TableCatalog
    let table: TableIdentifier
    let schema: TableSchema
    let runtime: ObjectStoreRuntime
    let random: @Sendable () -> UInt64

    init(
        store: any ObjectStore = InMemoryObjectStore(),
        catalog: (any TableCatalog)? = nil,
        seed: UInt64 = 1,
        tick: Duration = .milliseconds(1)
    ) throws {
        table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        schema = try Self.schema()
        let generator = Mutex(SeededGenerator(seed: seed))
        let clock = Mutex<Int64>(1_767_225_600_000_000_000)
        let step = Int64(tick / .nanoseconds(1))
        self.store = store
        random = { generator.withLock { $0.next() } }
        runtime = ObjectStoreRuntime(
            now: {
                UnixTime(
                    nanoseconds: clock.withLock {
                        $0 += step; return $0
                    }
                )
            },
            uptime: {
                .nanoseconds(
                    clock.withLock {
                        $0 += step; return $0
                    }
                )
            },
            random: { generator.withLock { Double.random(in: 0..<1, using: &$0) } },
            sleep: { _ in await Task.yield() }
        )
        self.catalog = catalog ?? MemoryCatalog()
    }

    /// A bench of the same lake for another process: its requests go through another store.
    init(_ bench: CommitBench, store: any ObjectStore, catalog: (any TableCatalog)? = nil) {
        self.store = store
        self.catalog = catalog ?? bench.catalog
        table = bench.table
        schema = bench.schema
        runtime = bench.runtime
        random = bench.random
    }

    /// A lake whose catalog lies in its store, as Lakewriter's own does.
    static func overStore(
        _ store: any ObjectStore = InMemoryObjectStore(),
        seed: UInt64
    ) throws -> CommitBench {
        try CommitBench(store: store, seed: seed).process(store)
    }

    /// The same lake as another process sees it, whose requests go through `store`.
    func process(_ store: any ObjectStore) -> CommitBench {
        CommitBench(
            self,
            store: store,
            catalog: ObjectStoreCatalog(store: store, runtime: runtime)
        )
    }

    static func schema(_ more: [Field] = []) throws -> TableSchema {
        let own = Field(id: FieldID(100), name: "kind", type: .string)
        return TableSchema(
            name: try TableName("clicks"),
            fields: SystemColumns.leading + [own] + more + [SystemColumns.extra]
        )
    }

    func committer(
        log: UInt64 = CommitBench.log,
        start: UInt64 = 1,
        pending: [CommitUnit] = [],
        settings: CommitSettings = CommitSettings()
    ) -> TableCommitter {
        TableCommitter(
            catalog: catalog,
            store: store,
            writer: WriterIdentity(log: log, start: start, epoch: start + 1000),
            pending: Set(pending.map(\.name)),
            settings: settings,
            runtime: runtime,
            random: random
        )
    }

    /// A unit of some files; its numbers follow from its name.
    func unit(
        _ number: Int,
        log: UInt64 = CommitBench.log,
        files: Int = 1,
        isRestored: Bool = false
    ) -> CommitUnit {
        let name = "\(String(log, radix: 16))-\(String(number, radix: 16))"
        let lake = LakeLocation(root: store.location)
        let files = (0..<files).map { index -> DataFile in
            let day = Int32(20_454 + (number + index) % 3)
            let folder = LakeLocation.dataFolder(of: table)
            var file = DataFile(
                filePath: lake.uri("\(folder)/dt=\(day)/\(name)-\(index).parquet"),
                partition: [.bytes(Array("acme".utf8)), .int(day)],
                recordCount: Int64(10 + number % 7),
                fileSizeInBytes: Int64(1000 + number)
            )
            file.valueCounts = [1: file.recordCount, 3: file.recordCount]
            file.lowerBounds = [1: Array("acme".utf8)]
            file.upperBounds = [1: Array("acme".utf8)]
            return file
        }
        return CommitUnit(
            name: name,
            position: UInt64(number) * 100 + 100,
            files: files,
            isRestored: isRestored
        )
    }

    /// The unit as the log's next start knows it.
    func restored(_ unit: CommitUnit) -> CommitUnit {
        CommitUnit(
            name: unit.name,
            position: unit.position,
            files: unit.files,
            isRestored: true
        )
    }
}

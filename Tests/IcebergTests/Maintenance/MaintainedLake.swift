import Foundation
import Iceberg
import LakeModel
import ObjectStorage
import Synchronization
import Testing

/// A table in a directory of its own, with a clock that the test sets.
final class MaintainedLake: Sendable {
    let table: TableIdentifier
    let schema: TableSchema
    let store: LocalObjectStore
    let catalog: ObjectStoreCatalog
    let tree: TableTree
    private let committer: TableCommitter
    private let clock: Clock
    private let folder: URL

    /// Whole seconds since 1970, set by hand.
    final class Clock: Sendable {
        private let seconds: Mutex<Int64>

        init(_ seconds: Int64) { self.seconds = Mutex(seconds) }

        var now: UnixTime { UnixTime(seconds: seconds.withLock { $0 }) }

        func advance(seconds more: Int64) { seconds.withLock { $0 += more } }
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "maintained-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = Clock(1_700_000_000)
        self.clock = clock
        let runtime = ObjectStoreRuntime(
            now: { clock.now },
            uptime: { .seconds(clock.now.seconds) },
            random: { 0.5 },
            sleep: { _ in }
        )
        table = TableIdentifier(tenant: try TenantID("acme"), table: try TableName("clicks"))
        schema = TableSchema(
            name: table.table,
            fields: SystemColumns.leading + [SystemColumns.extra]
        )
        store = try LocalObjectStore(directory: folder.path(), runtime: runtime)
        catalog = ObjectStoreCatalog(store: store, runtime: runtime)
        tree = TableTree(store: store)
        let numbers = Mutex(UInt64(1))
        committer = TableCommitter(
            catalog: catalog,
            store: store,
            writer: WriterIdentity(log: 1, start: 0, epoch: 1),
            pending: [],
            runtime: runtime,
            random: {
                numbers.withLock { number in
                    number &+= 0x9E37_79B9_7F4A_7C15
                    return number
                }
            }
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var now: @Sendable () -> UnixTime {
        { [clock] in clock.now }
    }

    func advance(seconds: Int64) { clock.advance(seconds: seconds) }

    func key(_ name: String, day: Int32 = 19_675) -> ObjectKey {
        ObjectKey("\(LakeLocation.dataFolder(of: table))/dt=\(CivilDay(day))/\(name).parquet")
    }

    /// Puts a file of so many bytes, and commits it as one of ten rows; `place`: elsewhere than
    /// where the table's files lie.
    func append(
        _ name: String,
        day: Int32 = 19_675,
        bytes: Int = 100,
        said: Int? = nil,
        at place: ObjectKey? = nil
    ) async throws {
        let key = place ?? key(name, day: day)
        try await store.put(key, [UInt8](repeating: 7, count: bytes), mode: .create)
        var file = DataFile(
            filePath: tree.lake.uri(key.path),
            partition: [.bytes(Array("acme".utf8)), .int(day)],
            recordCount: 10,
            fileSizeInBytes: Int64(said ?? bytes)
        )
        file.valueCounts = [1: 10]
        file.lowerBounds = [1: Array("acme".utf8)]
        file.upperBounds = [1: Array("acme".utf8)]
        let unit = CommitUnit(name: name, position: 1, files: [file], isRestored: false)
        try await committer.commit([unit], to: table, schema: schema)
        committer.settle([name])
        clock.advance(seconds: 1)
    }

    func verify(
        describe: DataFileDescriber? = nil
    ) async throws -> TableReport {
        let verifier = TableVerifier(tree: tree, describe: describe, now: now)
        return try await verifier.verify(try await catalog.loadTable(table))
    }

    func expire(_ change: (inout ExpirySettings) -> Void) async throws -> ExpiryReport {
        var settings = ExpirySettings()
        change(&settings)
        return try await TableExpiry(catalog: catalog, tree: tree, settings: settings, now: now)
            .run(try await catalog.loadTable(table))
    }
}

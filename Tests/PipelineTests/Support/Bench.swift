import Foundation
import Iceberg
import LakeModel
import LakeTesting
import Logging
import ObjectStorage
import Pipeline
import Synchronization
import WriteAheadLog

/// A data directory of a test's own, and pipelines of real parts over it; removed with the value.
final class Bench: Sendable {
    let directory: String
    let clock = ManualClock()
    private let random: @Sendable () -> UInt64

    /// Makes the directory; what is random follows from the seed.
    init(seed: UInt64 = 1) throws {
        let template = FileManager.default.temporaryDirectory.appending(path: "pipeline-XXXXXX")
        var path = Array(template.path().utf8CString)
        guard mkdtemp(&path) != nil else { throw POSIXError(.EIO) }
        directory = String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let generator = Mutex(SeededGenerator(seed: seed))
        random = { generator.withLock { $0.next() } }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The log's directory.
    var logDirectory: String { directory + "/log" }

    /// Replays the log and starts a server over it.
    func start(
        _ store: any ObjectStore,
        schemas: SchemaCatalog? = nil,
        settings: PipelineSettings = Bench.settings,
        logSettings: WALSettings = Bench.logSettings,
        disk: (any LogDisk)? = nil,
        wrapping: (any EventLog) -> any EventLog = { $0 },
        format: any DataFileFormat = ParquetFormat(compressionLevel: 1, createdBy: "tests"),
        makeCommitter: TableCommitterFactory? = nil,
        evolution: (any SchemaEvolving)? = nil,
        isVoid: @escaping @Sendable (TenantID) -> Bool = { _ in false },
        onVoid: @escaping @Sendable (VoidedEvents) -> Void = { _ in }
    ) async throws -> TestServer {
        // No two processes start in the same moment.
        clock.advance(by: .seconds(1))
        var generator = SeededGenerator(seed: random())
        let disk = try disk ?? DirectoryDisk(path: logDirectory)
        var recovery = try LogRecovery(disk: disk, settings: logSettings, using: &generator)
        let identity = recovery.identity
        var replay = Replay(settings: settings, schemas: try schemas ?? Tables.both())
        while let record = try recovery.next() { try replay.apply(record) }
        let log = try WAL(recovery.finish())
        do {
            var components = Components(
                log: wrapping(log),
                logIdentity: identity,
                store: store,
                clock: clock,
                random: random,
                executor: EncodingExecutor(),
                format: format,
                makeCommitter: makeCommitter ?? committer(store, isVoid),
                logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
            )
            components.evolution = evolution
            components.isVoid = isVoid
            components.onVoid = onVoid
            let writer = try await Writer.start(continuing: replay, components: components)
            return TestServer(writer: writer, log: log, clock: clock)
        } catch {
            try? await log.close()
            throw error
        }
    }

    /// Commits to tables in the same store.
    private func committer(
        _ store: any ObjectStore,
        _ isVoid: @escaping @Sendable (TenantID) -> Bool
    ) -> TableCommitterFactory {
        let runtime = ObjectStoreRuntime(
            now: { [clock] in UnixTime(nanoseconds: clock.wallTimeMicroseconds() * 1000) },
            uptime: { [clock] in clock.uptime() },
            random: { [random] in Double(random() >> 11) / Double(1 << 53) },
            sleep: { _ in await Task.yield() }
        )
        let catalog = GuardedCatalog(
            ObjectStoreCatalog(store: store, runtime: runtime),
            isVoid: isVoid
        )
        return { [random] writer, pending in
            TableCommitter(
                catalog: catalog,
                store: store,
                writer: writer,
                pending: pending,
                runtime: runtime,
                random: random
            )
        }
    }

    /// Copies the log's files, as a backup does; answers with where they are.
    func copyLog() throws -> String {
        let backup = directory + "/backup"
        try FileManager.default.copyItem(atPath: logDirectory, toPath: backup)
        return backup
    }

    /// Puts a backup in the log's place.
    func restoreLog(from backup: String) throws {
        try FileManager.default.removeItem(atPath: logDirectory)
        try FileManager.default.moveItem(atPath: backup, toPath: logDirectory)
    }

    /// Nothing is sealed by itself but what a test seals by turning the clock.
    static var settings: PipelineSettings {
        PipelineSettings(flush: FlushPolicy(ageMax: .seconds(10)))
    }

    /// Small segments, so that a test's few records fill several.
    static var logSettings: WALSettings {
        var settings = WALSettings()
        settings.segmentByteCount = 256 << 10
        settings.bookkeepingReserveBytes = 16 << 10
        return settings
    }
}

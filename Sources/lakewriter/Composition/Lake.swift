import Iceberg
import LakeModel
import LakeServer
import Logging
import ObjectStorage
import Pipeline
import WriteAheadLog

/// The pipeline, put together of its real parts and replayed, ready to take events.
struct Lake: Sendable {
    let writer: Writer
    /// Keeps the schemas that events are decoded with at what their files say.
    let schemas: SchemaKeeper
    /// Threads that may wait for a disk.
    let executor: EncodingExecutor
    let log: WAL
    /// The lake's own catalog, which its readers ask; unless another is configured, the writer
    /// commits to this very one, and each sees at once what the other changes.
    let tables: ObjectStoreCatalog
    /// What is known of tenants.
    let tenants: TenantRegistry
    /// Where files and metadata lie.
    let store: any ObjectStore
    let logger: Logger
    /// The largest body that a request may have.
    let bodyBytesMax: Int

    /// Opens the data directory and the store, replays the log, and starts the writer.
    ///
    /// - Throws: what is wrong with the schemas, the store or the log, in words for an operator.
    static func open(
        _ settings: ServiceSettings,
        audit: AuditLog? = nil
    ) async throws -> Lake {
        let logger = settings.logger
        let directory = try DataDirectory(settings.dataDirectory)
        let store = try StoreOpening.open(settings.lake, placement: settings.placement)
        let proof = try await prove(store, settings)
        let clock = SystemClock()
        // Before the log is replayed: events of a tenant that is being erased are no longer written.
        let tenants = try await TenantOpening.registry(settings, store: store, clock: clock)
        settings.tenantKeys.ask { tenants.record(of: $0)?.kmsKey }
        var generator = SystemRandomNumberGenerator()
        var recovery = try LogRecovery(
            disk: try DirectoryDisk(path: directory.log),
            settings: settings.log,
            using: &generator
        )
        let identity = recovery.identity
        // Behind the lock of the log's directory: no two processes keep versions at once.
        let schemas = try await SchemaKeeper.start(
            SchemaFolder.read(settings.schemaFolder),
            archive: SchemaArchive(dataDirectory: directory.path),
            lake: LakeSchemas(store: store),
            logger: logger
        )
        var replay = Replay(settings: settings.pipeline, schemas: schemas.catalog)
        while let record = try recovery.next() { try replay.apply(record) }
        report(replay, logger)
        let log = try WAL(recovery.finish())
        let executor = EncodingExecutor()
        // One catalog: what the committer and the evolution know of a table is never apart.
        let own = await proof.catalog()
        let tables = try await committed(settings, otherwise: own, tenants)
        let commits = TableCatalogOpening.commitSettings(external: settings.externalCatalog)
        var components = Components(
            log: log,
            logIdentity: identity,
            store: store,
            clock: clock,
            random: Runtime.random,
            executor: executor,
            format: format(settings),
            makeCommitter: committer(store, tables, commits),
            logger: logger
        )
        components.isVoid = { tenants.isVoid($0) }
        components.onVoid = { audit?.tell(AuditEvent($0)) }
        components.evolution = SchemaEvolution(
            keeper: schemas,
            tables: tables,
            lake: LakeLocation(root: store.location),
            clock: clock,
            logger: logger
        )
        let writer = try await Writer.start(continuing: replay, components: components)
        return Lake(
            writer: writer,
            schemas: schemas,
            executor: executor,
            log: log,
            tables: own,
            tenants: tenants,
            store: store,
            logger: logger,
            bodyBytesMax: settings.pipeline.bodyBytesMax
        )
    }

    /// Finds out whether the store is there, and keeps what commits rest on.
    private static func prove(
        _ store: any ObjectStore,
        _ settings: ServiceSettings
    ) async throws -> StoreProof {
        let logger = settings.logger
        let isThere = try await StoreOpening.probe(store, logger: logger)
        let proof = StoreProof(store, isSingleWriter: settings.isSingleWriter)
        // An external catalog's commits do not rest on the store.
        if isThere, settings.externalCatalog == nil { try await proof.begin(logger) }
        return proof
    }

    /// The catalog that is committed to, in which tables of a tenant that is being erased are not
    /// made again.
    private static func committed(
        _ settings: ServiceSettings,
        otherwise own: any TableCatalog,
        _ tenants: TenantRegistry
    ) async throws -> any TableCatalog {
        let tables = try await TableCatalogOpening.open(
            settings.externalCatalog,
            otherwise: own,
            logger: settings.logger
        )
        return GuardedCatalog(tables) { tenants.isVoid($0) }
    }

    private static func format(_ settings: ServiceSettings) -> ParquetFormat {
        ParquetFormat(
            compressionLevel: settings.pipeline.compressionLevel,
            createdBy: Version.createdBy
        )
    }

    /// Tells what an earlier run left to be done.
    private static func report(_ replay: borrowing Replay, _ logger: Logger) {
        if replay.pendingRows > 0 {
            logger.notice(
                "replayed rows that are not in the lake yet",
                metadata: ["rows": "\(replay.pendingRows)"]
            )
        }
        if replay.pendingCommits > 0 {
            logger.notice(
                "found files that may not be in their tables yet",
                metadata: ["generations": "\(replay.pendingCommits)"]
            )
        }
    }

    /// Commits to the tables of a catalog.
    private static func committer(
        _ store: any ObjectStore,
        _ tables: any TableCatalog,
        _ settings: CommitSettings
    ) -> TableCommitterFactory {
        { writer, pending in
            TableCommitter(
                catalog: tables,
                store: store,
                writer: writer,
                pending: pending,
                settings: settings,
                runtime: .live,
                random: Runtime.random
            )
        }
    }

    /// Writes out what is open, commits it, and lets go of the log.
    ///
    /// - Throws: ``UnfinishedWork`` when the store did not take all of it in time.
    func close(within grace: Duration) async throws {
        let ticking = Task { await writer.run() }
        let isDone = await finishes(within: grace) { await writer.drain() }
        ticking.cancel()
        let rest = writer.pendingGenerations
        try await log.close()
        if !isDone || rest > 0 { throw UnfinishedWork(generations: rest) }
    }

    /// Runs `work` for at most `limit`; false when it had to be left.
    private func finishes(
        within limit: Duration,
        _ work: @escaping @Sendable () async -> Void
    ) async -> Bool {
        let (results, continuation) = AsyncStream.makeStream(of: Bool.self)
        let working = Task {
            await work()
            continuation.yield(true)
        }
        let waiting = Task {
            try? await Task.sleep(for: limit)
            continuation.yield(false)
        }
        defer {
            working.cancel()
            waiting.cancel()
        }
        for await result in results { return result }
        return false
    }
}

/// The server stopped before the store had taken everything.
struct UnfinishedWork: Error, CustomStringConvertible {
    let generations: Int

    var description: String {
        "\(generations) files did not reach their tables in time; their events are safe in the "
            + "log, and the next start with this --data-dir goes on with them"
    }
}

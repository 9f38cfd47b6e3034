import ByteCoding
import Columnar
import Iceberg
import LakeModel
import LakeTesting
import Logging
import ObjectStorage
import Pipeline
import Synchronization
import WriteAheadLog

/// One day of a writer's life, replayed from a seed: requests, a failing store, torn writes,
/// crashes at any moment, restarts.
///
/// The real ``Writer`` runs, with the real decoder and the real log's bytes, on an executor whose
/// order the seed decides. There is no thread, no socket and no clock but the simulation's.
final class Simulation {
    private let seed: UInt64
    private let mistake: Mistake?
    private var generator: SeededGenerator
    private let disk: SimulatedDisk
    private let store: SimulatedStore
    /// The store as a writer sees it: itself, or behind a planted bug.
    private let seenByWriter: any ObjectStore
    private let clock = SimulatedClock()
    private let history = History()
    private var running: Running?
    private var nextNumber = 1

    /// A process, from its start to its crash.
    private struct Running {
        let writer: Writer
        let log: SimulatedLog
        let executor: SeededExecutor
    }

    init(seed: UInt64, mistake: Mistake? = nil) {
        self.seed = seed
        self.mistake = mistake
        generator = SeededGenerator(seed: seed)
        disk = SimulatedDisk(seed: seed ^ 1)
        store = SimulatedStore(seed: seed ^ 2)
        seenByWriter = mistake == .namesFilesAtRandom ? RandomNames(store: store) : store
    }

    /// Runs the whole day and says what went wrong; nil when nothing did.
    func run() throws -> String? {
        do {
            return try runDay()
        } catch let refusal as ReplayError {
            return "seed \(seed): the start is refused: \(refusal)"
        }
    }

    private func runDay() throws -> String? {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            store.fail(thousandths: Int.random(in: 0...400, using: &generator))
            try start()
            live(steps: Int.random(in: 20...400, using: &generator))
            crash()
        }
        store.fail(thousandths: 0)
        try start()
        guard drains() else {
            return "seed \(seed): the writer does not come to an end; "
                + "\(running?.writer.pendingGenerations ?? 0) generations wait, it is "
                + "\(running.map { "\($0.writer.readiness)" } ?? "gone")"
        }
        crash()
        return history.verdict(of: try contents()).map { "seed \(seed): \($0)" }
    }

    /// What the day came to, to compare two with.
    var fingerprint: String {
        guard let contents = try? contents() else { return "the lake cannot be read" }
        let files = contents.files.sorted { $0.key < $1.key }
        return "\(history.acceptedCount) \(nextNumber) \(files)"
    }

    /// What the lake holds, below every failure.
    private func contents() throws -> LakeContents {
        let found = Mutex<Result<LakeContents, any Error>?>(nil)
        let executor = SeededExecutor(seed: seed)
        let (objects, lake) = (store.objects, LakeLocation(root: store.location))
        Task(executorPreference: executor) {
            do {
                let contents = try await LakeContents(of: objects, lake: lake)
                found.withLock { $0 = .success(contents) }
            } catch {
                found.withLock { $0 = .failure(error) }
            }
        }
        while executor.runOne() {}
        guard let result = found.withLock({ $0 }) else {
            preconditionFailure("nothing but the executor is waited for")
        }
        return try result.get()
    }

    /// The real committer on the real catalog, over the store that fails.
    private func committer(
        random: @escaping @Sendable () -> UInt64
    ) -> TableCommitterFactory {
        let runtime = ObjectStoreRuntime(
            now: { [clock] in UnixTime(nanoseconds: clock.wallTimeMicroseconds() * 1000) },
            uptime: { [clock] in clock.uptime() },
            random: { Double(random() >> 11) / Double(1 << 53) },
            sleep: { [clock] duration in try? await clock.sleep(for: duration) }
        )
        let catalog = ObjectStoreCatalog(store: store, runtime: runtime)
        return { [store, mistake] writer, pending in
            let committer = TableCommitter(
                catalog: catalog,
                store: store,
                writer: writer,
                pending: pending,
                runtime: runtime,
                random: random
            )
            return mistake == .commitsWithoutLooking ? Forgetful(committer) : committer
        }
    }

    private func start() throws {
        var settings = WALSettings()
        settings.segmentByteCount = 16 << 10
        settings.backlogBytesMax = 64 << 10
        var recovery = try LogRecovery(disk: disk, settings: settings, using: &generator)
        let identity = recovery.identity
        var replay = Replay(settings: pipelineSettings, schemas: Self.schemas)
        while let record = try recovery.next() { try replay.apply(record) }
        let log = SimulatedLog(try recovery.finish(), mistake: mistake)
        let executor = SeededExecutor(seed: generator.next())
        let random = Mutex(SeededGenerator(seed: generator.next()))
        var logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let components = Components(
            log: log,
            logIdentity: identity,
            store: seenByWriter,
            clock: clock,
            random: { random.withLock { $0.next() } },
            executor: executor,
            format: EventNumberFormat(),
            makeCommitter: committer { random.withLock { $0.next() } },
            logger: logger
        )
        let started = Mutex<Result<Writer, any Error>?>(nil)
        let ready = Mutex<Replay?>(replay)
        Task(executorPreference: executor) {
            let outcome: Result<Writer, any Error>
            do {
                guard let replay = ready.withLock({ $0.take() }) else { return }
                outcome = .success(
                    try await Writer.start(continuing: replay, components: components)
                )
            } catch {
                outcome = .failure(error)
            }
            started.withLock { $0 = outcome }
        }
        while true {
            if let outcome = started.withLock({ $0 }) {
                running = Running(writer: try outcome.get(), log: log, executor: executor)
                return
            }
            if !executor.runOne() || generator.chance(100) { log.flush() }
        }
    }

    private var pipelineSettings: PipelineSettings {
        var settings = PipelineSettings()
        settings.flush.ageMax = .seconds(2)
        settings.flush.generationBytesMax = 20_000
        settings.flush.writesMax = 2
        settings.partBytes = 64
        return settings
    }

    private func live(steps: Int) {
        guard let running else { return }
        for _ in 0..<steps {
            switch Int.random(in: 0..<100, using: &generator) {
            case 0..<12: send(to: running)
            case 12..<22: running.log.flush()
            case 22..<30:
                clock.advance(by: .milliseconds(Int.random(in: 1...900, using: &generator)))
                running.writer.tick()
            case 30 where generator.chance(50): disk.failSyncs(after: 2)
            default: running.executor.runOne()
            }
        }
    }

    private func crash() {
        // Jobs that wait are never run: that is what a kill is.
        running = nil
        disk.crash()
    }

    private func drains() -> Bool {
        guard let running else { return false }
        let isDone = Mutex(false)
        Task(executorPreference: running.executor) {
            await running.writer.drain()
            isDone.withLock { $0 = true }
        }
        for step in 0..<200_000 {
            if isDone.withLock({ $0 }) { return true }
            // A writer that waits for room in the log is never idle: the disk turns all the same.
            if !running.executor.runOne() || step.isMultiple(of: 100) {
                running.log.flush()
                clock.advance(by: .milliseconds(200))
                running.writer.tick()
            }
        }
        return false
    }

    // MARK: Requests

    private static let schemas = SchemaCatalog(current: ["clicks", "sales"].map(version))

    private static func version(_ name: String) -> SchemaVersion {
        let text = """
            {"title": "\(name)", "type": "object", "x-event-id": "id", "x-event-time": "at",
             "properties": {"id": {"type": "string"}, "at": {"type": "integer", "x-time": "epoch-s"},
                            "value": {"type": "integer"}}}
            """
        do {
            let bytes = Array(text.utf8)
            return SchemaVersion(
                schema: try SchemaParser.parse(bytes, file: "\(name).json", remembering: nil),
                file: bytes
            )
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Sends one to five events of one of three tenants; some are bad, some are of another day.
    private func send(to running: Running) {
        var good: [Int] = []
        var bad: [Int] = []
        var body = ""
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            let number = nextNumber
            nextNumber += 1
            let isBad = generator.chance(100)
            if isBad { bad.append(number) } else { good.append(number) }
            let at = 1_795_305_600 - Int.random(in: 0...1, using: &generator) * 86_400
            let value = isBad ? "\"no number\"" : "0"
            body +=
                isBad
                ? "{\"id\":\"\(number)\",\"value\":\(value)}\n"
                : "{\"id\":\"\(number)\",\"at\":\(at),\"value\":\(value)}\n"
        }
        let tenant = "tenant-\(["a", "b", "c"].randomElement(using: &generator) ?? "a")"
        let table = generator.chance(700) ? "clicks" : "sales"
        guard let tenant = try? TenantID(tenant), let table = try? TableName(table) else { return }
        let request = IngestRequest(
            tenant: tenant,
            table: table,
            format: .ndjson,
            encoding: .identity,
            body: PaddedBytes(Array(body.utf8)),
            isStrict: generator.chance(100)
        )
        let (sentGood, sentBad, history) = (good, bad, history)
        Task(executorPreference: running.executor) {
            do {
                let receipt = try await running.writer.ingest(request)
                history.acknowledge(sentGood, rejected: sentBad)
                if receipt.accepted != sentGood.count {
                    history.complain("a receipt counts \(receipt.accepted) of \(sentGood.count)")
                }
            } catch {
                // Not acknowledged: its events may be in the lake once, or not at all.
            }
        }
    }
}

import Iceberg
import Logging
import ObjectStorage
import Synchronization
import WriteAheadLog

/// The pipeline: events in, durable, out as files, each exactly once.
///
/// A record's way through this type is a straight line: ``ingest(_:)`` decodes a request, appends
/// it to the log and waits for the disk; the ``Ledger`` decides when rows are sealed; `seal`,
/// `write` and `commit` carry a generation into the lake and its table, and `recordCommit` tells
/// the log, which `trim` lets forget it.
///
/// One lock guards the ledger and the buffers. It is held for bookkeeping only: decoding, encoding
/// and all I/O happen outside of it.
public final class Writer: EventIngesting {
    let components: Components
    let settings: PipelineSettings
    let schemas: SchemaCatalog
    /// Where files lie.
    let lake: LakeLocation
    /// What puts files into tables, for this start.
    let committer: any TableCommitting
    let state: Mutex<WriterState>

    /// Starts a writer that goes on where the replayed log ended.
    ///
    /// - Parameters:
    ///   - replay: what was found in the log.
    ///   - components: what the writer works with; the log is the replayed one.
    /// - Returns: a writer that takes events.
    /// - Throws: ``WALError`` when the start cannot be logged, ``ReplayError`` when the log does not
    ///   yield what was sealed.
    public static func start(
        continuing replay: consuming Replay,
        components: Components
    ) async throws -> Writer {
        let start = try await components.append(.start, [])
        // Tables remember the start by its position, which no other may come to have.
        try await components.log.waitUntilDurable(start.upperBound)
        let writer = try Writer(replay, logEnd: start.lowerBound, components)
        writer.tell(writer.voidAtStart)
        writer.perform(writer.firstActions)
        return writer
    }

    private let firstActions: [LedgerAction]
    /// What was found of tenants that are being erased.
    private let voidAtStart: [Generation]

    private init(
        _ replay: consuming Replay,
        logEnd: LogSequenceNumber,
        _ components: Components
    ) throws {
        self.components = components
        settings = replay.settings
        schemas = replay.schemas
        lake = LakeLocation(root: components.store.location)
        let epoch = max(1, components.random())
        var restored = try replay.restore(
            Ledger(
                policy: settings.flush,
                commit: settings.commit,
                logEnd: logEnd,
                epoch: epoch
            ),
            now: components.clock.uptime(),
            isVoid: components.isVoid
        )
        firstActions = restored.takeActions()
        voidAtStart = restored.voided
        committer = components.makeCommitter(
            WriterIdentity(
                log: components.logIdentity,
                start: logEnd.rawValue,
                epoch: epoch,
                startedMilliseconds: components.clock.wallTimeMicroseconds() / 1000
            ),
            Set(restored.ledger.generations.keys.map(\.unitName))
        )
        state = Mutex(
            WriterState(
                ledger: restored.ledger,
                buffers: restored.buffers,
                written: restored.written
            )
        )
    }

    /// Whether events are taken now, and if not, why.
    public var readiness: Readiness {
        switch state.withLock({ $0.phase }) {
        case .running: .ready
        case .draining: .draining
        case .failed(let failure): .failing(reason: "\(failure.advice): \(failure.reason)")
        }
    }

    /// Bytes of columns that wait in memory for the lake.
    public var bufferedBytes: Int { state.withLock { $0.ledger.byteCount } }

    /// Seals by age, commits by interval, tries again what failed and trims the log, until the task
    /// is cancelled or the writer has failed.
    public func run() async {
        while !Task.isCancelled {
            if case .failing = readiness { return }
            tick()
            do {
                try await components.clock.sleep(for: settings.tickInterval)
            } catch {
                return
            }
        }
    }

    /// One round of ``run()``.
    package func tick() {
        let now = components.clock.uptime()
        voidErased(now: now)
        perform(state.withLock { $0.ledger.tick(now: now) })
    }

    /// Takes nothing more, writes out and commits what is open, and returns when all of it is in
    /// its tables.
    ///
    /// Cancel the task to stop waiting: what is not in its table then is in the log.
    public func drain() async {
        let actions = state.withLock { state in
            if state.phase == .running { state.phase = .draining }
            return state.ledger.drain()
        }
        perform(actions)
        let waiter = state.withLock { $0.makeWaiter() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isDone || Task.isCancelled { return true }
                    state.drained[waiter] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.drained.removeValue(forKey: waiter) }?.resume()
        }
    }

    /// Generations that are not in their table yet; their events are safe in the log.
    public var pendingGenerations: Int { state.withLock { $0.ledger.generations.count } }

    /// Carries out what the ledger asked for.
    func perform(_ actions: [LedgerAction]) {
        for action in actions {
            switch action {
            case .seal(let id): spawn { await $0.seal(id) }
            case .write(let id): spawn { await $0.write(id) }
            case .commit(let table, let ids): spawn { await $0.commit(ids, to: table) }
            case .recordCommit(let id): spawn { await $0.recordCommit(id) }
            case .void(let id): spawn { await $0.void(id) }
            case .trim(let position): spawn { await $0.trim(before: position) }
            case .release(let id): release(id)
            }
        }
    }

    private func spawn(_ work: @escaping @Sendable (Writer) async -> Void) {
        Task(executorPreference: components.executor) { await work(self) }
    }

    private func release(_ id: GenerationID) {
        let waiting = state.withLock { state in
            state.release(id)
            return state.takeDrained()
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Nothing can be made durable any more.
    ///
    /// A log that was closed has not failed: what comes too late for it is for the next start.
    func fail(_ error: WALError) {
        guard error.code != .closed else { return }
        fail(.log(error.message))
    }

    /// The end: refuse everything, and say so.
    func fail(_ failure: WriterFailure) {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            if case .failed = state.phase { return nil }
            state.phase = .failed(failure)
            return state.takeDrained()
        }
        guard let waiting else { return }
        components.logger.critical(
            "\(failure.advice)",
            metadata: ["reason": "\(failure.reason)"]
        )
        for continuation in waiting { continuation.resume() }
    }
}

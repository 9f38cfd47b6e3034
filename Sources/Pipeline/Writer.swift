import Logging
import Synchronization
import WriteAheadLog

/// The pipeline: events in, durable, out as files, each exactly once.
///
/// A record's way through this type is a straight line: ``ingest(_:)`` decodes a request, appends
/// it to the log and waits for the disk; the ``Ledger`` decides when rows are sealed; `seal`,
/// `write` and `commit` carry a generation to the lake, one log record between each; `tick` trims.
///
/// One lock guards the ledger and the buffers. It is held for bookkeeping only: decoding, encoding
/// and all I/O happen outside of it.
public final class Writer: EventIngesting {
    let components: Components
    let settings: PipelineSettings
    let schemas: SchemaCatalog
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
        let writer = try Writer(replay, logEnd: start.lowerBound, components)
        writer.perform(writer.firstActions)
        return writer
    }

    private let firstActions: [LedgerAction]

    private init(
        _ replay: consuming Replay,
        logEnd: LogSequenceNumber,
        _ components: Components
    ) throws {
        self.components = components
        settings = replay.settings
        schemas = replay.schemas
        var restored = try replay.restore(
            Ledger(policy: settings.flush, logEnd: logEnd, epoch: components.random()),
            now: components.clock.uptime()
        )
        firstActions = restored.takeActions()
        state = Mutex(WriterState(ledger: restored.ledger, buffers: restored.buffers))
    }

    /// Whether events are taken now, and if not, why.
    public var readiness: Readiness {
        switch state.withLock({ $0.phase }) {
        case .running: .ready
        case .draining: .draining
        case .failed(let reason): .failing(reason: reason)
        }
    }

    /// Bytes of columns that wait in memory for the lake.
    public var bufferedBytes: Int { state.withLock { $0.ledger.byteCount } }

    /// Seals by age, tries failed writes again and trims the log, until the task is cancelled or
    /// the log has failed.
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
        perform(state.withLock { $0.ledger.tick(now: now) })
    }

    /// Takes nothing more, writes out what is open, and returns when all of it is in the lake.
    ///
    /// Cancel the task to stop waiting: what is not in the lake then is in the log.
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

    /// Generations that are not in the lake yet; their events are safe in the log.
    public var pendingGenerations: Int { state.withLock { $0.ledger.generations.count } }

    /// Carries out what the ledger asked for.
    func perform(_ actions: [LedgerAction]) {
        for action in actions {
            switch action {
            case .seal(let id): spawn { await $0.seal(id) }
            case .write(let id): spawn { await $0.write(id) }
            case .recordCommit(let id): spawn { await $0.recordCommit(id) }
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
            state.buffers[id] = nil
            return state.takeDrained()
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Nothing can be made durable any more: refuse everything, and say so.
    ///
    /// A log that was closed has not failed: what comes too late for it is for the next start.
    func fail(_ error: WALError) {
        guard error.code != .closed else { return }
        let waiting = state.withLock { state in
            if case .failed = state.phase { return [CheckedContinuation<Void, Never>]() }
            state.phase = .failed(reason: error.message)
            return state.takeDrained()
        }
        components.logger.critical(
            "the log failed; restart the server, which replays what was acknowledged",
            metadata: ["reason": "\(error.message)"]
        )
        for continuation in waiting { continuation.resume() }
    }
}
